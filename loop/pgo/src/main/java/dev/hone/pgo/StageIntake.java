package dev.hone.pgo;

import dev.hone.blob.BlobException;
import dev.hone.intake.Intake;
import dev.hone.intake.IntakeError;
import dev.hone.intake.IntakeException;
import dev.hone.intake.Origin;
import dev.hone.intake.Wants;
import java.util.concurrent.atomic.AtomicBoolean;

/** Hands profiles to the stage of this process. */
final class StageIntake implements Intake {
    private final PgoStage stage;
    private final AtomicBoolean closed = new AtomicBoolean();

    StageIntake(PgoStage stage) {
        this.stage = stage;
    }

    @Override
    public Receipt hand(String app, byte[] profile, Origin origin) {
        open();
        try {
            return new Receipt(stage.accept(AppName.of(app), profile, origin).key());
        } catch (PgoException e) {
            throw new IntakeException(error(e.error()), String.valueOf(e.getMessage()), e);
        } catch (BlobException e) {
            throw new IntakeException(IntakeError.UNAVAILABLE, String.valueOf(e.getMessage()), e);
        }
    }

    private static IntakeError error(PgoError error) {
        return switch (error) {
            case BAD_APP_NAME, BAD_CONTEXT, REFUSED_PROFILE, TOO_LARGE, BAD_POLICY -> IntakeError.REFUSED;
            case INTERRUPTED -> IntakeError.INTERRUPTED;
            case CONTENDED -> IntakeError.BUSY;
            case NOT_FOUND, CHANGED, CONFLICT, DAMAGED, NEWER_FORMAT, NOT_TRUSTED -> IntakeError.UNAVAILABLE;
        };
    }

    @Override
    public Wants wants(String app) {
        open();
        try {
            return stage.readiness(AppName.of(app))
                    .map(Readiness::wants)
                    .map(known -> new Wants(true, known.instances(), known.hours(), known.enough()))
                    .orElse(Wants.UNKNOWN);
        } catch (PgoException | BlobException e) {
            return Wants.UNKNOWN;
        }
    }

    private void open() {
        if (closed.get()) {
            throw new IntakeException(IntakeError.CLOSED, "the way to the stage was closed");
        }
    }

    @Override
    public Health check() {
        return closed.get() ? Health.bad("the way to the stage was closed") : Health.GOOD;
    }

    @Override
    public void close() {
        closed.set(true);
    }
}
