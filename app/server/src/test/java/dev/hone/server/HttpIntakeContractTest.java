package dev.hone.server;

import dev.hone.intake.HttpIntake;
import dev.hone.intake.Intake;
import dev.hone.kit.IntakeContract;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The way in over HTTP keeps its promises, with a server of ours behind it. */
final class HttpIntakeContractTest implements IntakeContract {
    @TempDir
    private Path folder;

    private RunningServer server;

    @BeforeEach
    void start() {
        server = RunningServer.of(folder);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Override
    public Intake intake() {
        return new HttpIntake(URI.create("http://127.0.0.1:" + server.assembly().port()), null, Duration.ofSeconds(20));
    }

    @Override
    public byte[] profile(int number) {
        return Profiles.cpu(number);
    }

    @Override
    public int counted(String app) {
        try {
            server.assembly().pgo().settle(dev.hone.pgo.AppName.of(app));
            return server.get("/api/hone/v1/apps/" + app).json().path("uploads").asInt();
        } catch (java.io.IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
