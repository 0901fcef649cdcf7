package dev.hone.cli;

import dev.hone.cli.remote.RemoteError;
import dev.hone.cli.remote.RemoteException;
import dev.hone.gopgo.ChangedDecision;
import dev.hone.gopgo.Drift;
import dev.hone.gopgo.EdgeMap;
import dev.hone.gopgo.GoProfileException;
import dev.hone.gopgo.GoRelease;
import dev.hone.profile.ProfileException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a refresh found for one program: whether its profile is to be replaced, and what a build would then decide. */
final class Refreshed {
    /** Always the same, so that the same profiles get the same answer. */
    private static final long SEED = 1;

    private final MainPackage program;
    private final String app;
    private final State state;
    private final int generation;
    private final byte[] content;
    private final @Nullable Drift drift;
    private final String problem;

    private Refreshed(
            MainPackage program,
            String app,
            State state,
            PublishedProfiles.@Nullable Found found,
            @Nullable Drift drift,
            String problem) {
        this.program = program;
        this.app = app;
        this.state = state;
        this.generation = found == null ? 0 : found.generation();
        this.content = found == null ? new byte[0] : found.content();
        this.drift = drift;
        this.problem = problem;
    }

    /** What becomes of a profile. */
    enum State {
        NEW("new"),
        CHANGED("changed"),
        /** Other bytes, equal decisions: to replace it would compile everything again and gain nothing. */
        EQUAL("equal decisions"),
        SAME("unchanged"),
        ABSENT("no profile"),
        FAILED("failed");

        private final String word;

        State(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    /**
     * Asks for the profile of a program.
     *
     * @param before its profile now; empty for none
     * @throws RemoteException when there is no use in asking for others
     */
    static Refreshed of(MainPackage program, Wanted wanted, byte[] before, PublishedProfiles profiles) {
        PublishedProfiles.Found found;
        try {
            found = profiles.find(wanted, before);
        } catch (RemoteException e) {
            if (e.error() == RemoteError.NOT_FOUND) {
                return new Refreshed(program, wanted.app(), State.ABSENT, null, null, "");
            } else if (e.error() == RemoteError.STRANGE || e.error() == RemoteError.REFUSED) {
                return failed(program, wanted, String.valueOf(e.getMessage()));
            }
            throw e;
        }
        if (found.same()) {
            return new Refreshed(program, wanted.app(), State.SAME, found, null, "");
        }
        try {
            EdgeMap after = PublishedProfiles.edges(found.content(), GoRelease.GO_1_26);
            return compared(program, wanted, found, edges(before), after);
        } catch (ProfileException | GoProfileException e) {
            return failed(program, wanted, "what the server has is no profile: " + e.getMessage());
        }
    }

    private static Refreshed failed(MainPackage program, Wanted wanted, String problem) {
        return new Refreshed(program, wanted.app(), State.FAILED, null, null, problem);
    }

    private static Refreshed compared(
            MainPackage program,
            Wanted wanted,
            PublishedProfiles.Found found,
            @Nullable EdgeMap before,
            EdgeMap after) {
        if (before == null) {
            return new Refreshed(program, wanted.app(), State.NEW, found, null, "");
        }
        Drift drift = Drift.between(before, after, SEED);
        State state = drift.verdict() == Drift.Verdict.SAME ? State.EQUAL : State.CHANGED;
        return new Refreshed(program, wanted.app(), state, found, drift, "");
    }

    /** What is there; null when that is no profile, which a build would stumble over anyway. */
    private static @Nullable EdgeMap edges(byte[] before) {
        try {
            return before.length == 0 ? null : PublishedProfiles.edges(before, GoRelease.GO_1_26);
        } catch (ProfileException | GoProfileException e) {
            return null;
        }
    }

    MainPackage program() {
        return program;
    }

    String app() {
        return app;
    }

    State state() {
        return state;
    }

    int generation() {
        return generation;
    }

    byte[] content() {
        return content.clone();
    }

    /** What went wrong; empty when nothing did. */
    String problem() {
        return problem;
    }

    @Nullable
    Drift drift() {
        return drift;
    }

    /** Whether its default.pgo is to be written. */
    boolean isWritten() {
        return state == State.NEW || state == State.CHANGED;
    }

    /** How many packages go compiles again for it. */
    int rebuilt() {
        return isWritten() ? program.packages() : 0;
    }

    List<ChangedDecision> decisions() {
        return drift == null ? List.of() : drift.changedDecisions();
    }

    /** How many decisions came with it. */
    long came() {
        return decisions().stream()
                .filter(change -> change.kind().word().endsWith("gained"))
                .count();
    }

    long went() {
        return decisions().stream()
                .filter(change -> change.kind().word().endsWith("lost"))
                .count();
    }
}
