import { Anchor, AppShell, Burger, Drawer, Group, NavLink, ScrollArea, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconMenu2 } from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { Link, useLocation } from 'wouter';
import { Bell } from '../alerts/bell.js';
import type { Page } from '../pages.js';
import { hasRole, useSession } from '../session.js';
import { useKeys } from '../ui/keys.js';
import { ColorScheme } from './color-scheme.js';
import { PersonMenu } from './person-menu.js';
import styles from './shell.module.css';

const NAME = 'เมนูหลัก';
const isAt = (location: string, { nav }: Page) =>
  nav === '/' ? location === '/' : location === nav || location.startsWith(`${nav}/`);

/** What stands around every page: the head with organisation and person, and the entries at the side or, on a phone, at the foot. */
export function Shell({ entries, children }: { entries: readonly Page[]; children: ReactNode }) {
  const [location, go] = useLocation();
  const [opened, drawer] = useDisclosure(false);
  const main = useRef<HTMLElement>(null);
  const before = useRef(location);
  const session = useSession();
  const { organisation } = session;
  // From anywhere; a page that has a box of its own, or another use for the key, goes before it.
  const searches = entries.some(({ nav }) => nav === '/search');
  useKeys(searches ? { Slash: { does: 'ค้นหา', run: () => go('/search') } } : {});

  // Who reads with a screen reader or keys goes on in the new page and not where the link stood.
  useEffect(() => {
    if (before.current === location) return;
    before.current = location;
    main.current?.focus();
    window.scrollTo(0, 0);
  }, [location]);

  const links = entries.map((page) => (
    <NavLink
      key={page.path}
      component={Link}
      href={page.nav!}
      label={page.title}
      leftSection={page.icon && <page.icon size={20} stroke={1.75} />}
      active={isAt(location, page)}
      aria-current={isAt(location, page) ? 'page' : undefined}
      onClick={drawer.close}
    />
  ));
  const foot = entries.filter(({ phone }) => phone).slice(0, 4);

  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{ width: 216, breakpoint: 'md', collapsed: { mobile: true } }}
      footer={{ height: { base: 60, md: 0 } }}
      padding={{ base: 'sm', md: 'lg' }}
    >
      <a className="skip-link" href="#content">
        ข้ามไปยังเนื้อหา
      </a>
      <AppShell.Header>
        <Group h="100%" px="sm" wrap="nowrap" justify="space-between">
          <Group gap="sm" wrap="nowrap" miw={0}>
            <Burger hiddenFrom="md" size="sm" opened={opened} onClick={drawer.toggle} aria-label={NAME} />
            <Anchor component={Link} href="/" fw={700} fz="lg" underline="never">
              เวียน
            </Anchor>
            <Text truncate c="dimmed" title={organisation.name}>
              {organisation.name}
            </Text>
          </Group>
          <Group gap="xs" wrap="nowrap">
            <ColorScheme />
            {hasRole(session, 'clerk', 'receiver', 'viewer') && <Bell />}
            <PersonMenu />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="xs" visibleFrom="md" aria-label={NAME}>
        <ScrollArea>{links}</ScrollArea>
      </AppShell.Navbar>
      <Drawer
        opened={opened}
        onClose={drawer.close}
        title={NAME}
        size="xs"
        closeButtonProps={{ 'aria-label': 'ปิดเมนู' }}
      >
        <nav aria-label={NAME}>{links}</nav>
      </Drawer>
      <AppShell.Main id="content" ref={main} tabIndex={-1}>
        {children}
      </AppShell.Main>
      {foot.length > 0 && (
        <AppShell.Footer hiddenFrom="md">
          <nav className={styles.foot} aria-label="เมนูลัด">
            {foot.map((page) => (
              <Link
                key={page.path}
                href={page.nav!}
                className={styles.entry!}
                aria-current={isAt(location, page) ? 'page' : undefined}
              >
                {page.icon && <page.icon size={22} stroke={1.75} />}
                <span>{page.short ?? page.title}</span>
              </Link>
            ))}
            <button type="button" className={styles.entry} onClick={drawer.open}>
              <IconMenu2 size={22} stroke={1.75} />
              <span>ทั้งหมด</span>
            </button>
          </nav>
        </AppShell.Footer>
      )}
    </AppShell>
  );
}
