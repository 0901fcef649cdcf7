package dev.hone.gocache.pgo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GoProfilesTest {
    private static final Path PROFILE = Path.of("../../docs/examples/cpu.pb.gz");

    @TempDir
    Path folder;

    /** The same profile, packed twice. */
    private Path recoded() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(PROFILE));
                GZIPOutputStream first = new GZIPOutputStream(packed)) {
            first.write(in.readNBytes(1000));
            first.finish();
            try (GZIPOutputStream second = new GZIPOutputStream(packed)) {
                in.transferTo(second);
            }
        }
        return Files.write(folder.resolve("default.pgo"), packed.toByteArray());
    }

    @Test
    void keys_areOfTheCalls_fromGo123On_andBeforeOfTheFile() throws IOException {
        Path recoded = recoded();
        for (int minor : new int[] {23, 26, 9999}) {
            GoProfiles go = new GoProfiles(minor);
            assertThat(go.read(recoded).key()).isEqualTo(go.read(PROFILE).key());
            assertThat(go.read(recoded).content()).isNotEqualTo(go.read(PROFILE).content());
        }
        GoProfiles old = new GoProfiles(22);
        assertThat(old.byCalls()).isFalse();
        assertThat(old.read(recoded).key()).isNotEqualTo(old.read(PROFILE).key());
    }

    @Test
    void fileThatIsAbsent_empty_orNoProfile_isEachSomethingElse() throws IOException {
        GoProfiles go = new GoProfiles(26);
        Path file = folder.resolve("default.pgo");
        assertThat(go.there(file)).isEqualTo(new Guidance.None());
        Files.createFile(file);
        assertThat(go.there(file)).isInstanceOfSatisfying(Guidance.By.class, by -> {
            assertThat(by.calls()).isZero();
            assertThat(by.key())
                    .as("what go tool preprofile writes of nothing has a digest too")
                    .hasSize(20);
        });
        Files.writeString(file, "no profile");
        assertThat(go.there(file)).isInstanceOf(Guidance.Refused.class);
    }
}
