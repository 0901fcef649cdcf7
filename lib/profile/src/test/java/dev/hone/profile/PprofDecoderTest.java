package dev.hone.profile;

import static dev.hone.profile.Defect.Kind.DUPLICATE_ID;
import static dev.hone.profile.Defect.Kind.EXTENSION_STRING;
import static dev.hone.profile.Defect.Kind.EXTENSION_WIRE_TYPE;
import static dev.hone.profile.Defect.Kind.LINE_WITHOUT_FUNCTION;
import static dev.hone.profile.Defect.Kind.SAMPLES_WITHOUT_TYPES;
import static dev.hone.profile.Defect.Kind.SECOND_TIME;
import static dev.hone.profile.Defect.Kind.UNKNOWN_FUNCTION;
import static dev.hone.profile.Defect.Kind.UNKNOWN_LOCATION;
import static dev.hone.profile.Defect.Kind.VALUE_COUNT;
import static dev.hone.profile.Defect.Kind.ZERO_ID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import dev.hone.profile.wire.PprofMessages.PprofFunction;
import dev.hone.profile.wire.PprofMessages.PprofLabel;
import dev.hone.profile.wire.PprofMessages.PprofLine;
import dev.hone.profile.wire.PprofMessages.PprofLocation;
import dev.hone.profile.wire.PprofMessages.PprofMapping;
import dev.hone.profile.wire.PprofMessages.PprofProfile;
import dev.hone.profile.wire.PprofMessages.PprofSample;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PprofDecoderTest {
    private static final ProfileLimits LIMITS = ProfileLimits.defaults();

    private static Profile decode(PprofProfile.Builder message) {
        return Pprof.decode(message.build().toByteArray(), LIMITS);
    }

    /** A sound message with wire-level additions behind it. */
    private static byte[] with(Consumer<Wirer> additions) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(Sound.profile().build().toByteArray());
        additions.accept(new Wirer(bytes));
        return bytes.toByteArray();
    }

    /** Writes single fields as no generated class would. */
    private record Wirer(ByteArrayOutputStream bytes) {
        Wirer varint(int field, long value) {
            return raw(out -> out.writeUInt64(field, value));
        }

        Wirer fixed32(int field) {
            return raw(out -> out.writeFixed32(field, 7));
        }

        Wirer fixed64(int field) {
            return raw(out -> out.writeFixed64(field, 7));
        }

        Wirer message(int field, byte[] content) {
            return raw(out -> out.writeByteArray(field, content));
        }

        Wirer tag(int tag) {
            return raw(out -> out.writeUInt32NoTag(tag));
        }

        private Wirer raw(Write write) {
            try {
                CodedOutputStream out = CodedOutputStream.newInstance(bytes);
                write.to(out);
                out.flush();
                return this;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private interface Write {
            void to(CodedOutputStream out) throws IOException;
        }
    }

    @Test
    void decode_ofGeneratedMessages_agreesWithProtobuf() {
        long seed = 20_261_121;
        for (int i = 0; i < 3000; i++) {
            PprofProfile message = MessageGenerator.profile(Choices.of(new Random(seed + i)));

            Profile profile = Pprof.decode(message.toByteArray(), LIMITS);

            assertThat(profile.defects()).as("seed %d", seed + i).isEmpty();
            Agreement.check(message, profile);
        }
    }

    @Test
    void decode_ofUnpackedNumbers_readsThemLikePackedOnes() {
        byte[] sample = new byte[] {0x08, 1, 0x08, 1, 0x0a, 1, 1, 0x10, 5, 0x12, 1, 6};
        Profile profile = Pprof.decode(with(wire -> wire.message(2, sample)), LIMITS);

        int last = profile.samples().size() - 1;
        assertThat(profile.samples().depth(last)).isEqualTo(3);
        assertThat(profile.samples().value(last, 0)).isEqualTo(5);
        assertThat(profile.samples().value(last, 1)).isEqualTo(6);
    }

    @Test
    void decode_ofIdsBeyond63Bits_findsThem() {
        long huge = -3;
        PprofProfile.Builder message = Sound.profile();
        message.addLocation(PprofLocation.newBuilder().setId(huge).setAddress(-1));
        message.addSample(
                PprofSample.newBuilder().addLocationId(huge).addValue(1).addValue(2));

        Profile profile = decode(message);

        assertThat(profile.defects()).isEmpty();
        int location = profile.samples().location(profile.samples().size() - 1, 0);
        assertThat(profile.locations().id(location)).isEqualTo(huge);
        assertThat(profile.locations().address(location)).isEqualTo(-1);
    }

    @Test
    void decode_ofUnknownFields_skipsThem() {
        Profile profile = Pprof.decode(
                with(wire -> wire.varint(16, 1)
                        .fixed32(99)
                        .fixed64(1 << 28)
                        .message(17, new byte[40])
                        .message(0x1fffffff, new byte[3])),
                LIMITS);

        assertThat(profile.defects()).isEmpty();
        Agreement.check(Sound.profile().build(), profile);
    }

    @Test
    void decode_ofFieldNumberZero_skipsIt() {
        assertThat(Pprof.decode(with(wire -> wire.tag(0).tag(7)), LIMITS).defects())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4, 6, 7})
    void decode_ofWireTypesThatPprofHasNot_isRefused(int type) {
        assertThatThrownBy(() -> Pprof.decode(with(wire -> wire.tag(20 << 3 | type)), LIMITS))
                .isInstanceOf(ProfileException.class)
                .hasMessageContaining("wire type " + type);
    }

    @Test
    void decode_ofVarintOfElevenBytes_isRefused() {
        byte[] eleven = new byte[] {9 << 3, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 1};
        assertThatThrownBy(() -> Pprof.decode(eleven, LIMITS)).hasMessageContaining("more than ten bytes");
    }

    @Test
    void decode_ofVarintOverSixtyFourBits_dropsTheRest() {
        byte[] raw = with(wire -> {
            wire.bytes().writeBytes(new byte[] {10 << 3, -1, -1, -1, -1, -1, -1, -1, -1, -1, 0x7f});
        });
        assertThat(Pprof.decode(raw, LIMITS).header().durationNanos()).isEqualTo(-1);
    }

    @Test
    void decode_ofAnyTruncation_isRefusedOrStillSound() {
        byte[] whole = Sound.profile().build().toByteArray();
        for (int length = 1; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            try {
                Pprof.read(cut, LIMITS);
            } catch (ProfileException e) {
                assertThat(e.code())
                        .isIn(ProfileError.MALFORMED, ProfileError.INCONSISTENT, ProfileError.NOT_A_PROFILE);
            }
        }
    }

    @Test
    void decode_ofLengthBeyondTheEnd_isRefusedWithoutAllocating() {
        byte[] raw = {2 << 3 | 2, -1, -1, -1, -1, 7};
        assertThatThrownBy(() -> Pprof.decode(raw, LIMITS)).hasMessageContaining("does not fit in what is left");
    }

    @Test
    void decode_ofNonEmptyFirstString_isRefused() {
        assertThatThrownBy(() -> decode(PprofProfile.newBuilder().addStringTable(ByteString.copyFromUtf8("x"))))
                .hasMessageContaining("first string");
    }

    @Test
    void decode_withoutStringTable_isRefused() {
        assertThatThrownBy(() -> decode(PprofProfile.newBuilder().setPeriod(5))).hasMessageContaining("string");
    }

    @Test
    void decode_ofStringIndexOutOfRange_isRefusedWhereverItStands() {
        refused(message -> message.setDropFrames(99));
        refused(message -> message.setKeepFrames(-1));
        refused(message -> message.setDefaultSampleType(1L << 40));
        refused(message -> message.addComment(99));
        refused(message -> message.getSampleTypeBuilder(0).setUnit(99));
        refused(message -> message.getPeriodTypeBuilder().setType(99));
        refused(message -> message.getFunctionBuilder(0).setName(99));
        refused(message -> message.getFunctionBuilder(0).setSystemName(99));
        refused(message -> message.getFunctionBuilder(0).setFilename(99));
        refused(message -> message.getMappingBuilder(0).setFilename(99));
        refused(message -> message.getMappingBuilder(0).setBuildId(99));
        refused(message -> message.getSampleBuilder(0)
                .addLabel(PprofLabel.newBuilder().setKey(99).setNum(1)));
        refused(message ->
                message.getSampleBuilder(0).addLabel(PprofLabel.newBuilder().setStr(99)));
        refused(message ->
                message.getSampleBuilder(0).addLabel(PprofLabel.newBuilder().setKey(99)));
    }

    private static void refused(Consumer<PprofProfile.Builder> fault) {
        PprofProfile.Builder message = Sound.profile();
        fault.accept(message);
        assertThatThrownBy(() -> decode(message))
                .isInstanceOfSatisfying(
                        ProfileException.class, e -> assertThat(e.code()).isEqualTo(ProfileError.MALFORMED));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void check_ofEachDefect_isAsTheToolsDo(Fault fault) {
        Profile profile = Pprof.decode(fault.bytes().toByteArray(), LIMITS);

        assertThat(profile.defects()).extracting(Defect::kind).containsExactly(fault.kind);
        assertThatThrownBy(() -> Check.PPROF.verify(profile))
                .isInstanceOf(ProfileException.class)
                .hasMessageContaining(profile.defects().getFirst().where());
        assertThat(Check.GO_TOOLCHAIN.firstRefused(profile).isPresent()).isEqualTo(fault.refusedByGo);
    }

    /** A way in which a decodable profile can be unsound, and whether the Go toolchain minds. */
    record Fault(Defect.Kind kind, boolean refusedByGo, String what, ByteString bytes) {
        static Fault of(Defect.Kind kind, boolean refusedByGo, String what, Consumer<PprofProfile.Builder> change) {
            PprofProfile.Builder message = Sound.profile();
            change.accept(message);
            return new Fault(kind, refusedByGo, what, message.build().toByteString());
        }

        @Override
        public String toString() {
            return what;
        }
    }

    private static final byte[] FOLDED_AS_BYTES = {8, 66, 5 << 3 | 2, 0};
    private static final byte[] COLUMN_AS_BYTES = {8, 66, 4 << 3 | 2, 4, 8, 1, 3 << 3 | 2, 0};
    private static final byte[] UNIT_AS_BYTES = {16, 1, 16, 1, 3 << 3 | 2, 4, 24, 1, 4 << 3 | 2, 0};

    private static ByteString added(Consumer<Wirer> additions) {
        return ByteString.copyFrom(with(additions));
    }

    static List<Fault> faults() {
        return List.of(
                Fault.of(
                        SAMPLES_WITHOUT_TYPES,
                        true,
                        "no types",
                        message -> message.clearSampleType()
                                .clearSample()
                                .addSample(PprofSample.newBuilder().addLocationId(1))),
                Fault.of(
                        VALUE_COUNT,
                        true,
                        "too few values",
                        message -> message.getSampleBuilder(0).clearValue().addValue(1)),
                Fault.of(
                        UNKNOWN_LOCATION,
                        false,
                        "location not there",
                        message -> message.getSampleBuilder(0).addLocationId(77)),
                Fault.of(
                        UNKNOWN_LOCATION,
                        false,
                        "location 0",
                        message -> message.getSampleBuilder(0).addLocationId(0)),
                Fault.of(ZERO_ID, true, "function id 0", message -> message.addFunction(PprofFunction.newBuilder())),
                Fault.of(ZERO_ID, true, "mapping id 0", message -> message.addMapping(PprofMapping.newBuilder())),
                Fault.of(ZERO_ID, true, "location id 0", message -> message.addLocation(PprofLocation.newBuilder())),
                Fault.of(DUPLICATE_ID, true, "function twice", message -> message.addFunction(message.getFunction(0))),
                Fault.of(
                        DUPLICATE_ID,
                        true,
                        "wide id twice",
                        message -> message.addMapping(PprofMapping.newBuilder().setId(-9))
                                .addMapping(PprofMapping.newBuilder().setId(-9))),
                Fault.of(
                        UNKNOWN_FUNCTION,
                        true,
                        "function not there",
                        message -> message.getLocationBuilder(0)
                                .addLine(PprofLine.newBuilder().setFunctionId(77))),
                Fault.of(
                        LINE_WITHOUT_FUNCTION,
                        false,
                        "line of function 0",
                        message -> message.getLocationBuilder(0)
                                .addLine(PprofLine.newBuilder().setLine(5))),
                Fault.of(
                        EXTENSION_STRING,
                        false,
                        "unit out of range",
                        message -> message.getSampleBuilder(0)
                                .addLabel(PprofLabel.newBuilder().setNum(1).setNumUnit(99))),
                Fault.of(EXTENSION_STRING, false, "doc url out of range", message -> message.setDocUrl(99)),
                new Fault(SECOND_TIME, false, "time twice", added(wire -> wire.varint(9, 5))),
                new Fault(EXTENSION_WIRE_TYPE, false, "doc url no number", added(wire -> wire.fixed32(15))),
                new Fault(
                        EXTENSION_WIRE_TYPE,
                        false,
                        "folded no number",
                        added(wire -> wire.message(4, FOLDED_AS_BYTES))),
                new Fault(
                        EXTENSION_WIRE_TYPE,
                        false,
                        "column no number",
                        added(wire -> wire.message(4, COLUMN_AS_BYTES))),
                new Fault(EXTENSION_WIRE_TYPE, false, "unit no number", added(wire -> wire.message(2, UNIT_AS_BYTES))));
    }

    @Test
    void decode_ofUnknownMapping_isNoMappingAndNoDefect() {
        PprofProfile.Builder message = Sound.profile();
        message.getLocationBuilder(0).setMappingId(55);

        Profile profile = decode(message);

        assertThat(profile.defects()).isEmpty();
        assertThat(profile.locations().mapping(0)).isEqualTo(-1);
    }

    @ParameterizedTest
    @EnumSource
    void verify_ofConcatenatedProfiles_saysThatTheseAreSeveral(Check check) {
        byte[] one = Sound.profile().build().toByteArray();
        byte[] withoutTime = Sound.profile().clearTimeNanos().build().toByteArray();

        for (byte[] part : List.of(one, withoutTime)) {
            ByteArrayOutputStream two = new ByteArrayOutputStream();
            two.writeBytes(part);
            two.writeBytes(part);

            assertThatThrownBy(() -> check.verify(Pprof.decode(two.toByteArray(), LIMITS)))
                    .isInstanceOfSatisfying(
                            ProfileException.class, e -> assertThat(e.code()).isEqualTo(ProfileError.INCONSISTENT))
                    .hasMessageContaining("several profiles, one written behind the other")
                    .hasMessageContaining("hone profile merge");
        }
    }

    @Test
    void verify_ofDuplicateIdsAlone_isNoConcatenation() {
        PprofProfile.Builder message = Sound.profile();
        message.addFunction(message.getFunction(0));

        assertThatThrownBy(() -> Check.PPROF.verify(decode(message))).hasMessageContaining("contradicts itself");
    }

    @Test
    void defaultType_isTheNamedOne_elseTheLast() {
        assertThat(decode(Sound.profile()).defaultType()).isEqualTo(1);
        assertThat(decode(Sound.profile().setDefaultSampleType(1)).defaultType())
                .isZero();
        assertThat(decode(PprofProfile.newBuilder().addStringTable(ByteString.EMPTY))
                        .defaultType())
                .isEqualTo(-1);
    }
}
