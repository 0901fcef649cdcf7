package dev.hone.collect;

import dev.hone.intake.Origin;
import dev.hone.targets.Target;

/** Takes a profile of one target and hands it in. */
final class Visit {
    private final ProfileFetch fetch;
    private final ProfileLook look = new ProfileLook();
    private final Programs programs;
    private final Room room;
    private final HandingIn handingIn;

    Visit(ProfileFetch fetch, Programs programs, Room room, HandingIn handingIn) {
        this.fetch = fetch;
        this.programs = programs;
        this.room = room;
        this.handingIn = handingIn;
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
        Target target = candidate.target();
        try {
            handingIn.hand(
                    target.app(),
                    profile,
                    new Origin(
                            Origin.fitting(target.version()),
                            Origin.fitting(target.revision()),
                            candidate.instance(),
                            Origin.fitting(target.workload())));
        } finally {
            room.give(profile.length);
        }
    }
}
