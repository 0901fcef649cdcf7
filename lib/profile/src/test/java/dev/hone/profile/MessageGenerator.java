package dev.hone.profile;

import com.google.protobuf.ByteString;
import dev.hone.profile.wire.PprofMessages.PprofFunction;
import dev.hone.profile.wire.PprofMessages.PprofLabel;
import dev.hone.profile.wire.PprofMessages.PprofLine;
import dev.hone.profile.wire.PprofMessages.PprofLocation;
import dev.hone.profile.wire.PprofMessages.PprofMapping;
import dev.hone.profile.wire.PprofMessages.PprofProfile;
import dev.hone.profile.wire.PprofMessages.PprofSample;
import dev.hone.profile.wire.PprofMessages.PprofValueType;
import java.util.ArrayList;
import java.util.List;

/** Generates pprof messages that use every field in every way that is sound. */
final class MessageGenerator {
    private static final int MOST = 6;

    private final Choices choices;
    private final List<Long> mappingIds = new ArrayList<>();
    private final List<Long> functionIds = new ArrayList<>();
    private final List<Long> locationIds = new ArrayList<>();
    private int strings;

    private MessageGenerator(Choices choices) {
        this.choices = choices;
    }

    static PprofProfile profile(Choices choices) {
        return new MessageGenerator(choices).profile();
    }

    private PprofProfile profile() {
        PprofProfile.Builder profile = PprofProfile.newBuilder().addStringTable(ByteString.EMPTY);
        for (int i = choices.below(12); i > 0; i--) {
            profile.addStringTable(ByteString.copyFrom(choices.bytes(8)));
        }
        strings = profile.getStringTableCount();
        repeat(() -> profile.addMapping(mapping()));
        repeat(() -> profile.addFunction(function()));
        repeat(() -> profile.addLocation(location()));
        int types = 1 + choices.below(3);
        for (int i = 0; i < types; i++) {
            profile.addSampleType(valueType());
        }
        repeat(() -> profile.addSample(sample(types)));
        repeat(() -> profile.addComment(string()));
        if (choices.below(2) == 0) {
            profile.setPeriodType(valueType());
        }
        return profile.setTimeNanos(choices.anyLong())
                .setDurationNanos(choices.anyLong())
                .setPeriod(choices.anyLong())
                .setDropFrames(string())
                .setKeepFrames(string())
                .setDefaultSampleType(string())
                .setDocUrl(string())
                .build();
    }

    private void repeat(Runnable action) {
        for (int i = choices.below(MOST); i > 0; i--) {
            action.run();
        }
    }

    private long string() {
        return choices.below(strings);
    }

    /** An id that is not among those taken: most often the next one, sometimes any. */
    private long newId(List<Long> taken) {
        long id = choices.below(4) == 0 ? choices.anyLong() : taken.size() + 1;
        while (id == 0 || taken.contains(id)) {
            id++;
        }
        taken.add(id);
        return id;
    }

    private long anyOf(List<Long> ids, long ifNone) {
        return ids.isEmpty() ? ifNone : ids.get(choices.below(ids.size()));
    }

    private PprofValueType valueType() {
        return PprofValueType.newBuilder().setType(string()).setUnit(string()).build();
    }

    private PprofMapping mapping() {
        return PprofMapping.newBuilder()
                .setId(newId(mappingIds))
                .setMemoryStart(choices.anyLong())
                .setMemoryLimit(choices.anyLong())
                .setFileOffset(choices.anyLong())
                .setFilename(string())
                .setBuildId(string())
                .setHasFunctions(choices.below(2) == 0)
                .setHasFilenames(choices.below(2) == 0)
                .setHasLineNumbers(choices.below(2) == 0)
                .setHasInlineFrames(choices.below(2) == 0)
                .build();
    }

    private PprofFunction function() {
        return PprofFunction.newBuilder()
                .setId(newId(functionIds))
                .setName(string())
                .setSystemName(string())
                .setFilename(string())
                .setStartLine(choices.anyLong())
                .build();
    }

    private PprofLocation location() {
        PprofLocation.Builder location = PprofLocation.newBuilder()
                .setId(newId(locationIds))
                .setMappingId(choices.below(3) == 0 ? choices.anyLong() : anyOf(mappingIds, 0))
                .setAddress(choices.anyLong())
                .setIsFolded(choices.below(4) == 0);
        if (!functionIds.isEmpty()) {
            repeat(() -> location.addLine(PprofLine.newBuilder()
                    .setFunctionId(anyOf(functionIds, 0))
                    .setLine(choices.anyLong())
                    .setColumn(choices.anyLong())));
        }
        return location.build();
    }

    private PprofSample sample(int types) {
        PprofSample.Builder sample = PprofSample.newBuilder();
        if (!locationIds.isEmpty()) {
            repeat(() -> sample.addLocationId(anyOf(locationIds, 0)));
        }
        for (int i = 0; i < types; i++) {
            sample.addValue(choices.anyLong());
        }
        repeat(() -> sample.addLabel(label()));
        return sample.build();
    }

    private PprofLabel label() {
        PprofLabel.Builder label = PprofLabel.newBuilder().setKey(string());
        switch (choices.below(4)) {
            case 0 -> label.setStr(string());
            case 1 -> label.setNum(choices.anyLong());
            case 2 -> label.setNum(choices.anyLong()).setNumUnit(string());
            default -> label.setStr(string()).setNum(choices.anyLong()).setNumUnit(string());
        }
        return label.build();
    }
}
