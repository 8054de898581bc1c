/** The demo's own speed. Where somebody asks for another, everything runs at that. */
export const demoSpeed = '1d=20s';

/**
 * Emergencies count in hours: at the speed of the others nobody could answer in time. The cases of a typhoon run at the speed of
 * its emergency, for an event reaches only what runs at the same.
 */
export const emergencySpeed = (speed: string | null): string | null => (speed === demoSpeed ? '1h=5s' : speed);
