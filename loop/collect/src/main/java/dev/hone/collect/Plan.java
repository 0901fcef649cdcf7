package dev.hone.collect;

import java.time.Instant;
import java.util.List;

/**
 * What the schedule decided.
 *
 * @param start whom to profile now
 * @param next when to decide again, unless something happens before
 * @param credit what is left of it
 */
record Plan(List<Candidate> start, Instant next, Credit credit) {}
