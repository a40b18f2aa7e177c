import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider, useQuery } from '@tanstack/react-query';
import { Suspense } from 'react';
import { Redirect, Route, Switch, useLocation } from 'wouter';
import { client, SESSION } from './api.js';
import { type Page, pages } from './pages.js';
import { askSession, hasRole, SessionContext } from './session.js';
import { ErrorBoundary } from './shell/error-boundary.js';
import { NotFound, NotYours, SignedOut } from './shell/plain-pages.js';
import { Shell } from './shell/shell.js';
import { cssVariables, theme } from './theme.js';
import { ErrorNotice } from './ui/error-notice.js';
import { KeysHelp } from './ui/keys-help.js';
import { Loading } from './ui/loading.js';

export function App() {
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto" cssVariablesResolver={cssVariables}>
      <QueryClientProvider client={client}>
        <Notifications position="top-center" />
        <KeysHelp />
        <ErrorBoundary>
          <Routed />
        </ErrorBoundary>
      </QueryClientProvider>
    </MantineProvider>
  );
}

/** Pages without the shell are drawn at once; for all others it is asked first who is there. */
function Routed() {
  return (
    <Suspense fallback={<Loading />}>
      <Switch>
        {pages
          .filter(({ who }) => who === 'public')
          .map(({ path, page: Content }) => (
            <Route key={path} path={path}>
              <Content />
            </Route>
          ))}
        <Route>
          <Inside />
        </Route>
      </Switch>
    </Suspense>
  );
}

function Inside() {
  const session = useQuery({
    queryKey: [SESSION],
    queryFn: ({ signal }) => askSession(signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (session.isPending) return <Loading />;
  if (session.isError) return <ErrorNotice error={session.error} retry={() => session.refetch()} />;
  if (session.data === null) return <SignedOut />;
  const signedIn = session.data;
  const mine = (page: Page) => page.who === 'all' || (page.who !== 'public' && hasRole(signedIn, ...page.who));
  return (
    <SessionContext value={signedIn}>
      <Shell entries={pages.filter((page) => page.nav && mine(page))}>
        <InsidePages mine={mine} />
      </Shell>
    </SessionContext>
  );
}

function InsidePages({ mine }: { mine: (page: Page) => boolean }) {
  const [location] = useLocation();
  const first = pages.find((page) => page.nav && mine(page))?.nav;
  const begin = pages.some((page) => page.path === '/' && mine(page));
  return (
    // A page that failed must not keep the others from being opened.
    <ErrorBoundary key={location}>
      <Suspense fallback={<Loading />}>
        <Switch>
          {pages
            .filter(({ who }) => who !== 'public')
            .map((page) => (
              <Route key={page.path} path={page.path}>
                {mine(page) ? (
                  <page.page />
                ) : page.path === '/' && first ? (
                  <Redirect to={first} replace />
                ) : (
                  <NotYours />
                )}
              </Route>
            ))}
          {!begin && first && (
            <Route path="/">
              <Redirect to={first} replace />
            </Route>
          )}
          <Route>
            <NotFound />
          </Route>
        </Switch>
      </Suspense>
    </ErrorBoundary>
  );
}
