import { pgTable, text } from 'drizzle-orm/pg-core';

export const branch = pgTable('branch', { id: text().primaryKey(), name: text().notNull() });
