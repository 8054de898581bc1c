import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** One answered request. */
export interface Answered {
  readonly method: string;
  /** Pattern of the address, never the address. */
  readonly route: string;
  readonly status: number;
  /** Code of the error, or empty. */
  readonly code: string;
  readonly seconds: number;
}

export interface Metrics {
  readonly answered: (answer: Answered) => void;
  readonly followers: (count: number) => void;
  readonly text: () => Promise<string>;
  readonly contentType: string;
}

/** Figures of one server in Prometheus' format. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Counter({
    name: 'luyue_http_requests_total',
    help: 'Requests answered.',
    labelNames: ['method', 'route', 'status'],
    registers: [registry],
  });
  const errors = new Counter({
    name: 'luyue_http_problems_total',
    help: 'Requests answered with a problem, by its code.',
    labelNames: ['code'],
    registers: [registry],
  });
  const duration = new Histogram({
    name: 'luyue_http_request_seconds',
    help: 'Time from the request to its answer.',
    labelNames: ['method', 'route'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers: [registry],
  });
  const followers = new Gauge({ name: 'luyue_http_followers', help: 'Open event streams.', registers: [registry] });
  return {
    answered: ({ method, route, status, code, seconds }) => {
      requests.inc({ method, route, status: String(status) });
      duration.observe({ method, route }, seconds);
      if (code !== '') errors.inc({ code });
    },
    followers: (count) => followers.set(count),
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}
