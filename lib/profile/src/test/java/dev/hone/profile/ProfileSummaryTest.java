package dev.hone.profile;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.hone.profile.wire.PprofMessages.PprofLabel;
import dev.hone.profile.wire.PprofMessages.PprofProfile;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProfileSummaryTest {
    private static final int RUNTIME_FILE = 10;
    private static final int CPU = 3;

    private static ProfileSummary summary(PprofProfile.Builder message) {
        return ProfileSummary.of(Pprof.read(message.build().toByteArray(), ProfileLimits.defaults())
                .profile());
    }

    @Test
    void summary_ofCpuProfile_saysHowManyCoresWereBusy() {
        ProfileSummary summary = summary(Sound.profile());

        assertThat(summary.kind()).isEqualTo("CPU");
        assertThat(summary.samples()).isEqualTo(2);
        assertThat(summary.coresBusy()).isEqualTo(40e6 / 30e9);
        assertThat(summary.types()).extracting(ProfileSummary.TypeTotal::total).containsExactly(4L, 40_000_000L);
        assertThat(summary.stacks()).isEqualTo(new ProfileSummary.Stacks(2.5, 3));
        assertThat(summary.startLines()).isEqualTo(1.0);
    }

    @Test
    void summary_withoutDuration_doesNotGuessCores() {
        assertThat(summary(Sound.profile().clearDurationNanos()).coresBusy()).isNull();
    }

    @Test
    void summary_ofNothing_isStillASummary() {
        ProfileSummary summary = summary(PprofProfile.newBuilder().addStringTable(ByteString.EMPTY));

        assertThat(summary.kind()).isEqualTo("empty");
        assertThat(summary.samples()).isZero();
        assertThat(summary.stacks()).isEqualTo(new ProfileSummary.Stacks(0, 0));
        assertThat(summary.startLines()).isZero();
        assertThat(summary.go()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"alloc_space, heap", "delay, contention", "goroutine, goroutine", "wall, wall clock", "odd, odd"})
    void kind_isReadOffTheTypes(String type, String kind) {
        PprofProfile.Builder message = Sound.profile().setStringTable(CPU, ByteString.copyFromUtf8(type));

        assertThat(summary(message).kind()).isEqualTo(kind);
    }

    @Test
    void labels_areCountedByKey() {
        PprofProfile.Builder message = Sound.profile();
        message.getSampleBuilder(0)
                .addLabel(PprofLabel.newBuilder().setKey(5).setStr(6))
                .addLabel(PprofLabel.newBuilder().setKey(5).setStr(7));
        message.getSampleBuilder(1)
                .addLabel(PprofLabel.newBuilder().setKey(5).setStr(6))
                .addLabel(PprofLabel.newBuilder().setKey(4).setNum(9).setNumUnit(2));

        assertThat(summary(message).labels())
                .containsExactly(
                        new ProfileSummary.LabelKey(Text.of("main.main"), 2, 2),
                        new ProfileSummary.LabelKey(Text.of("nanoseconds"), 1, 1));
    }

    @ParameterizedTest
    @CsvSource({
        "runtime/proc.go, , true",
        "/usr/local/go/src/runtime/proc.go, , false",
        "/usr/local/go1.26.8/src/runtime/proc.go, go1.26.8, false",
        "/usr/lib/go-1.22/src/runtime/proc.go, go1.22, false",
        "/opt/hostedtoolcache/go/1.25.5/x64/src/runtime/proc.go, go1.25.5, false",
        "/go/pkg/mod/golang.org/toolchain@v0.0.1-go1.24.11.linux-amd64/src/runtime/proc.go, go1.24.11, false",
    })
    void goBuild_readsTheVersionOffThePaths(String path, @Nullable String version, boolean trimmed) {
        PprofProfile.Builder message = Sound.profile().setStringTable(RUNTIME_FILE, ByteString.copyFromUtf8(path));

        assertThat(summary(message).go()).isEqualTo(new GoBuild(version, trimmed, Text.of("example.org/shop/main.go")));
    }

    @Test
    void goBuild_ofAnotherLanguage_isNone() {
        PprofProfile.Builder message = Sound.profile().setStringTable(9, ByteString.copyFromUtf8("std::main"));

        assertThat(summary(message).go()).isNull();
    }
}
