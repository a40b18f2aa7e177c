/** Debian's Chromium, which `.ci/services` installs. */
export const CHROMIUM = '/usr/bin/chromium';
