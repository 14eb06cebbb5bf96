/** Imported before any schema is made: zod asks for eval when it makes one, which the window's policy reports. */
import { z } from 'zod';

z.config({ jitless: true });
