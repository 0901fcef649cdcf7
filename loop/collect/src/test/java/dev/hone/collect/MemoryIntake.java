package dev.hone.collect;

import dev.hone.intake.Intake;
import dev.hone.intake.IntakeError;
import dev.hone.intake.IntakeException;
import dev.hone.intake.Origin;
import dev.hone.intake.Wants;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Keeps what is handed in, or fails as a test wants it to. */
final class MemoryIntake implements Intake {
    private final List<Handed> handed = new CopyOnWriteArrayList<>();
    private final List<byte[]> profiles = new CopyOnWriteArrayList<>();
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicReference<IntakeError> failing = new AtomicReference<>(IntakeError.UNAVAILABLE);

    record Handed(String app, int bytes, Origin origin) {}

    @Override
    public Receipt hand(String app, byte[] profile, Origin origin) {
        if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new IntakeException(failing.get(), "the receiver says " + failing.get());
        }
        handed.add(new Handed(app, profile.length, origin));
        profiles.add(profile.clone());
        return new Receipt("key");
    }

    @Override
    public Wants wants(String app) {
        return Wants.UNKNOWN;
    }

    List<Handed> handed() {
        return handed;
    }

    List<byte[]> profiles() {
        return profiles;
    }

    /** Lets the next profiles fail. */
    void fails(IntakeError error, int times) {
        failing.set(error);
        failures.set(times);
    }

    @Override
    public Health check() {
        return Health.GOOD;
    }

    @Override
    public void close() {}
}
