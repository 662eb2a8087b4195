/** As a condition on `transfer t`: no red row takes it back. */
export const NOT_REVERSED = 'NOT EXISTS (SELECT 1 FROM transfer r WHERE r.reverses_id = t.id)';
