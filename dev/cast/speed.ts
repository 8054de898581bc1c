/** The demo's own speed. Where somebody asks for another, everything runs at that. */
export const demoSpeed = '1d=20s';

/** Emergencies count in hours: at the speed of the others nobody could answer in time. */
export const emergencySpeed = (speed: string | null): string | null => (speed === demoSpeed ? '1h=5s' : speed);

/** So many claims at once as a typhoon brings are more than one machine hurries through beside everything else. */
export const crowdSpeed = (speed: string | null): string | null => (speed === demoSpeed ? '1d=60s' : speed);
