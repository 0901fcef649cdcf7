package dev.hone.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.profile.wire.PprofMessages.PprofLine;
import dev.hone.profile.wire.PprofMessages.PprofLocation;
import dev.hone.profile.wire.PprofMessages.PprofProfile;
import dev.hone.profile.wire.PprofMessages.PprofSample;
import org.junit.jupiter.api.Test;

final class FunctionTotalsTest {
    private static FunctionTotals totals(PprofProfile.Builder message) {
        return FunctionTotals.of(
                Pprof.read(message.build().toByteArray(), ProfileLimits.defaults())
                        .profile(),
                0);
    }

    private static FunctionTotals.Row row(String name, long flat, long cumulative) {
        return new FunctionTotals.Row(Text.of(name), flat, cumulative);
    }

    @Test
    void totals_ofCalls_splitFlatFromCumulative() {
        assertThat(totals(Sound.profile()).total()).isEqualTo(4);
        assertThat(totals(Sound.profile()).rows())
                .containsExactly(row("main.work", 3, 3), row("main.main", 1, 4), row("runtime.main", 0, 4));
    }

    @Test
    void totals_ofRecursion_countAFunctionOncePerSample() {
        PprofProfile.Builder message = Sound.profile().addSample(Sound.sample(5, 2, 2, 1, 2, 1, 3));

        assertThat(totals(message).rows())
                .containsExactly(row("main.work", 8, 8), row("main.main", 1, 9), row("runtime.main", 0, 9));
    }

    @Test
    void totals_ofInlinedFrames_giveFlatToTheInnermost() {
        PprofProfile.Builder message = Sound.profile()
                .clearSample()
                .addLocation(PprofLocation.newBuilder()
                        .setId(4)
                        .addLine(PprofLine.newBuilder().setFunctionId(2))
                        .addLine(PprofLine.newBuilder().setFunctionId(1)))
                .addSample(Sound.sample(7, 4, 3));

        assertThat(totals(message).rows())
                .containsExactly(row("main.work", 7, 7), row("main.main", 0, 7), row("runtime.main", 0, 7));
    }

    @Test
    void totals_withoutSymbols_countForTheBinary() {
        PprofProfile.Builder message = Sound.profile()
                .clearSample()
                .addLocation(PprofLocation.newBuilder().setId(4).setMappingId(1).setAddress(0x400999))
                .addLocation(PprofLocation.newBuilder().setId(5).setAddress(1))
                .addSample(Sound.sample(2, 4, 1))
                .addSample(Sound.sample(1, 5));

        assertThat(totals(message).rows())
                .containsExactly(row("[shop]", 2, 2), row("<unknown>", 1, 1), row("main.main", 0, 2));
    }

    @Test
    void totals_ofEqualNames_areOneRow() {
        PprofProfile.Builder message = Sound.profile();
        message.getFunctionBuilder(1).setName(5);

        assertThat(totals(message).rows()).containsExactly(row("main.main", 4, 4), row("runtime.main", 0, 4));
    }

    @Test
    void totals_leaveOutSamplesOfValueZero() {
        PprofProfile.Builder message = Sound.profile().clearSample().addSample(Sound.sample(0, 1));

        assertThat(totals(message).rows()).isEmpty();
    }

    @Test
    void totals_beyond64Bits_areRefusedNotWrapped() {
        PprofProfile.Builder message = Sound.profile();
        for (int i = 0; i < 2; i++) {
            message.addSample(PprofSample.newBuilder()
                    .addLocationId(1)
                    .addValue(Long.MAX_VALUE)
                    .addValue(0));
        }
        assertThatThrownBy(() -> totals(message)).hasMessageContaining("more than fits 64 bits");
    }
}
