package dev.hone.pgo;

import dev.hone.blob.MemoryBlobStore;
import dev.hone.intake.Intake;
import dev.hone.kit.IntakeContract;

/** The way in to the stage of this process keeps its promises. */
final class StageIntakeTest implements IntakeContract {
    private final Fixture.ManualClock clock = new Fixture.ManualClock();
    private final Fixture fixture = Fixture.over(MemoryBlobStore.create(clock), clock);

    @Override
    public Intake intake() {
        return fixture.stage.intake();
    }

    @Override
    public byte[] profile(int number) {
        return Samples.profile(number, 100);
    }

    @Override
    public int counted(String app) {
        fixture.sweep();
        return (int) fixture.stage
                .status(AppName.of(app))
                .map(AppStatus::uploads)
                .orElse(0L)
                .longValue();
    }
}
