package dev.hone.profile;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.hone.profile.wire.PprofMessages.PprofFunction;
import dev.hone.profile.wire.PprofMessages.PprofLabel;
import dev.hone.profile.wire.PprofMessages.PprofLine;
import dev.hone.profile.wire.PprofMessages.PprofLocation;
import dev.hone.profile.wire.PprofMessages.PprofMapping;
import dev.hone.profile.wire.PprofMessages.PprofProfile;
import dev.hone.profile.wire.PprofMessages.PprofSample;
import dev.hone.profile.wire.PprofMessages.PprofValueType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Compares a decoded profile with protobuf's generated classes, field by field. */
final class Agreement {
    private final PprofProfile expected;
    private final Profile actual;
    private final Map<Long, Integer> locations = new HashMap<>();
    private final Map<Long, Integer> functions = new HashMap<>();
    private final Map<Long, Integer> mappings = new HashMap<>();

    private Agreement(PprofProfile expected, Profile actual) {
        this.expected = expected;
        this.actual = actual;
        for (int i = 0; i < expected.getLocationCount(); i++) {
            locations.put(expected.getLocation(i).getId(), i);
        }
        for (int i = 0; i < expected.getFunctionCount(); i++) {
            functions.put(expected.getFunction(i).getId(), i);
        }
        for (int i = 0; i < expected.getMappingCount(); i++) {
            mappings.put(expected.getMapping(i).getId(), i);
        }
    }

    static void check(PprofProfile expected, Profile actual) {
        Agreement agreement = new Agreement(expected, actual);
        agreement.checkHeader();
        agreement.checkSamples();
        agreement.checkMappings();
        agreement.checkLocations();
        agreement.checkFunctions();
    }

    private void checkHeader() {
        Profile.Header header = actual.header();
        assertThat(header.timeNanos()).isEqualTo(expected.getTimeNanos());
        assertThat(header.durationNanos()).isEqualTo(expected.getDurationNanos());
        assertThat(header.period()).isEqualTo(expected.getPeriod());
        same(header.dropFrames(), expected.getDropFrames());
        same(header.keepFrames(), expected.getKeepFrames());
        same(header.defaultSampleType(), expected.getDefaultSampleType());
        same(header.docUrl(), expected.getDocUrl());
        assertThat(header.comments()).hasSize(expected.getCommentCount());
        for (int i = 0; i < expected.getCommentCount(); i++) {
            same(header.comments().get(i), expected.getComment(i));
        }
        assertThat(actual.sampleTypes()).hasSize(expected.getSampleTypeCount());
        for (int i = 0; i < expected.getSampleTypeCount(); i++) {
            same(actual.sampleTypes().get(i), expected.getSampleType(i));
        }
    }

    private void checkSamples() {
        Samples samples = actual.samples();
        assertThat(samples.size()).isEqualTo(expected.getSampleCount());
        for (int i = 0; i < samples.size(); i++) {
            PprofSample sample = expected.getSample(i);
            assertThat(samples.depth(i)).isEqualTo(sample.getLocationIdCount());
            for (int frame = 0; frame < samples.depth(i); frame++) {
                assertThat(samples.location(i, frame))
                        .isEqualTo(locations.getOrDefault(sample.getLocationId(frame), -1));
            }
            assertThat(samples.valueCount(i)).isEqualTo(sample.getValueCount());
            for (int value = 0; value < samples.valueCount(i); value++) {
                assertThat(samples.value(i, value)).isEqualTo(sample.getValue(value));
            }
            checkLabels(i, sample);
        }
    }

    private void checkLabels(int sample, PprofSample expectedSample) {
        List<PprofLabel> kept = expectedSample.getLabelList().stream()
                .filter(label -> label.getStr() != 0 || label.getNum() != 0 || label.getNumUnit() != 0)
                .toList();
        assertThat(actual.samples().labelCount(sample)).isEqualTo(kept.size());
        for (int i = 0; i < kept.size(); i++) {
            PprofLabel label = kept.get(i);
            switch (actual.samples().label(sample, i)) {
                case Label.OfText(Text key, Text text) -> {
                    same(key, label.getKey());
                    same(text, label.getStr());
                }
                case Label.OfNumber(Text key, long number, Text unit) -> {
                    same(key, label.getKey());
                    assertThat(label.getStr()).isZero();
                    assertThat(number).isEqualTo(label.getNum());
                    same(unit, label.getNumUnit());
                }
            }
        }
    }

    private void checkMappings() {
        assertThat(actual.mappings()).hasSize(expected.getMappingCount());
        for (int i = 0; i < expected.getMappingCount(); i++) {
            PprofMapping mapping = expected.getMapping(i);
            assertThat(actual.mappings().get(i))
                    .isEqualTo(new Mapping(
                            mapping.getId(),
                            mapping.getMemoryStart(),
                            mapping.getMemoryLimit(),
                            mapping.getFileOffset(),
                            text(mapping.getFilename()),
                            text(mapping.getBuildId()),
                            mapping.getHasFunctions(),
                            mapping.getHasFilenames(),
                            mapping.getHasLineNumbers(),
                            mapping.getHasInlineFrames()));
        }
    }

    private void checkLocations() {
        Locations all = actual.locations();
        assertThat(all.size()).isEqualTo(expected.getLocationCount());
        for (int i = 0; i < all.size(); i++) {
            PprofLocation location = expected.getLocation(i);
            assertThat(all.id(i)).isEqualTo(location.getId());
            assertThat(all.mapping(i)).isEqualTo(mappings.getOrDefault(location.getMappingId(), -1));
            assertThat(all.address(i)).isEqualTo(location.getAddress());
            assertThat(all.isFolded(i)).isEqualTo(location.getIsFolded());
            assertThat(all.lineCount(i)).isEqualTo(location.getLineCount());
            for (int j = 0; j < location.getLineCount(); j++) {
                PprofLine line = location.getLine(j);
                int function = line.getFunctionId() == 0 ? -1 : functions.getOrDefault(line.getFunctionId(), -1);
                assertThat(all.function(i, j)).isEqualTo(function);
                assertThat(all.line(i, j)).isEqualTo(line.getLine());
                assertThat(all.column(i, j)).isEqualTo(line.getColumn());
            }
        }
    }

    private void checkFunctions() {
        Functions all = actual.functions();
        assertThat(all.size()).isEqualTo(expected.getFunctionCount());
        for (int i = 0; i < all.size(); i++) {
            PprofFunction function = expected.getFunction(i);
            assertThat(all.id(i)).isEqualTo(function.getId());
            same(all.name(i), function.getName());
            same(all.systemName(i), function.getSystemName());
            same(all.file(i), function.getFilename());
            assertThat(all.startLine(i)).isEqualTo(function.getStartLine());
        }
    }

    private void same(ValueType type, PprofValueType expectedType) {
        same(type.type(), expectedType.getType());
        same(type.unit(), expectedType.getUnit());
    }

    private void same(Text text, long index) {
        assertThat(text).isEqualTo(text(index));
    }

    private Text text(long index) {
        ByteString bytes = expected.getStringTable((int) index);
        return new Text(bytes.toByteArray(), 0, bytes.size());
    }
}
