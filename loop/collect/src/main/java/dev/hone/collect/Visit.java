package dev.hone.collect;

import dev.hone.base.Backoff;
import dev.hone.base.Sleeper;
import dev.hone.intake.Intake;
import dev.hone.intake.IntakeException;
import dev.hone.intake.Origin;
import dev.hone.targets.Target;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** Takes a profile of one target and hands it in. */
final class Visit {
    private static final Backoff HANDING_IN = new Backoff(5, Duration.ofSeconds(1), Duration.ofSeconds(16));

    private final ProfileFetch fetch;
    private final ProfileLook look = new ProfileLook();
    private final Programs programs;
    private final Room room;
    private final Intake intake;
    private final Sleeper sleeper;
    private final RandomGenerator random;

    Visit(ProfileFetch fetch, Programs programs, Room room, Intake intake, Sleeper sleeper, RandomGenerator random) {
        this.fetch = fetch;
        this.programs = programs;
        this.room = room;
        this.intake = intake;
        this.sleeper = sleeper;
        this.random = random;
    }

    /** The profile's bytes, once they were taken of the target; the room is to be given back. */
    byte[] take(Candidate candidate) throws InterruptedException {
        byte[] profile = fetch.fetch(candidate.target().profile(), candidate.duration());
        try {
            programs.check(candidate.key(), look.program(profile));
            return profile;
        } catch (InterruptedException | RuntimeException e) {
            room.give(profile.length);
            throw e;
        }
    }

    /** Hands a profile in, several times if need be, and gives its room back. */
    void hand(Candidate candidate, byte[] profile) throws InterruptedException {
        try {
            for (int attempt = 1; !isIn(candidate, profile, attempt); attempt++) {
                sleeper.sleep(HANDING_IN.before(attempt + 1, random));
            }
        } finally {
            room.give(profile.length);
        }
    }

    private boolean isIn(Candidate candidate, byte[] profile, int attempt) {
        Target target = candidate.target();
        try {
            intake.hand(
                    target.app(),
                    profile,
                    new Origin(
                            Origin.fitting(target.version()),
                            Origin.fitting(target.revision()),
                            candidate.instance(),
                            Origin.fitting(target.workload())));
            return true;
        } catch (IntakeException e) {
            String message = String.valueOf(e.getMessage());
            if (e.error().retryable() && attempt < HANDING_IN.attempts()) {
                return false;
            }
            throw new Missed(
                    switch (e.error()) {
                        case REFUSED -> Outcome.REFUSED;
                        case INTERRUPTED, CLOSED -> Outcome.STOPPED;
                        case DENIED, UNAVAILABLE, BUSY, MISCONFIGURED -> Outcome.NOT_HANDED_IN;
                    },
                    message);
        }
    }
}
