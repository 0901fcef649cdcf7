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
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Profiles as few words: a stack is {@code "leaf inlined<into root"}, frames from the leaf with the functions inlined into
 * each other joined by {@code <}. A frame {@code [name]} is a place without symbols in the binary of that name.
 */
final class Stacks {
    private final PprofProfile.Builder profile = PprofProfile.newBuilder();
    private final List<String> strings = new ArrayList<>(List.of(""));
    private final Map<String, Integer> locations = new HashMap<>();
    private final Map<String, Integer> functions = new HashMap<>();

    private Stacks() {
        profile.addSampleType(
                PprofValueType.newBuilder().setType(string("samples")).setUnit(string("count")));
        profile.addMapping(PprofMapping.newBuilder().setId(1).setFilename(string("/bin/app")));
    }

    /** A profile with a sample of value 1 for each stack. */
    static Profile of(String... stacks) {
        return make(stacks).build();
    }

    static Stacks make(String... stacks) {
        Stacks made = new Stacks();
        for (String stack : stacks) {
            made.add(1, stack);
        }
        return made;
    }

    /** Adds a sample, with labels as {@code key=text}, or {@code key:number} or {@code key:number:unit}. */
    Stacks add(long value, String stack, String... labels) {
        PprofSample.Builder sample = PprofSample.newBuilder().addValue(value);
        for (String frame : stack.isEmpty() ? new String[0] : stack.split(" ", -1)) {
            sample.addLocationId(locations.computeIfAbsent(frame, this::location));
        }
        for (String label : labels) {
            sample.addLabel(label(label));
        }
        profile.addSample(sample);
        return this;
    }

    Stacks dropFrames(String drop, String keep) {
        profile.setDropFrames(string(drop)).setKeepFrames(string(keep));
        return this;
    }

    private PprofLabel label(String label) {
        if (label.contains("=")) {
            String[] parts = label.split("=", 2);
            return PprofLabel.newBuilder()
                    .setKey(string(parts[0]))
                    .setStr(string(parts[1]))
                    .build();
        }
        String[] parts = label.split(":", 3);
        PprofLabel.Builder number =
                PprofLabel.newBuilder().setKey(string(parts[0])).setNum(Long.parseLong(parts[1]));
        return parts.length == 3 ? number.setNumUnit(string(parts[2])).build() : number.build();
    }

    private int location(String frame) {
        int id = profile.getLocationCount() + 1;
        PprofLocation.Builder location =
                PprofLocation.newBuilder().setId(id).setAddress(id).setMappingId(1);
        if (frame.startsWith("[")) {
            int mapping = profile.getMappingCount() + 1;
            String file = frame.substring(1, frame.length() - 1);
            profile.addMapping(PprofMapping.newBuilder().setId(mapping).setFilename(string(file)));
            location.setMappingId(mapping);
        } else {
            for (String name : frame.split("<", -1)) {
                location.addLine(PprofLine.newBuilder()
                        .setFunctionId(function(name))
                        .setLine(id)
                        .setColumn(1));
            }
        }
        profile.addLocation(location);
        return id;
    }

    private int function(String name) {
        return functions.computeIfAbsent(name, added -> {
            int id = profile.getFunctionCount() + 1;
            profile.addFunction(PprofFunction.newBuilder()
                    .setId(id)
                    .setName(string(name))
                    .setSystemName(string(name))
                    .setFilename(string(name + ".go")));
            return id;
        });
    }

    private int string(String text) {
        strings.add(text);
        return text.isEmpty() ? 0 : strings.size() - 1;
    }

    Profile build() {
        strings.forEach(text -> profile.addStringTable(ByteString.copyFromUtf8(text)));
        return Relatives.decode(profile.build());
    }

    /** The stacks of a profile, in the same writing. */
    static List<String> in(Profile profile) {
        List<String> stacks = new ArrayList<>();
        Samples samples = profile.samples();
        for (int sample = 0; sample < samples.size(); sample++) {
            List<String> frames = new ArrayList<>();
            for (int frame = 0; frame < samples.depth(sample); frame++) {
                frames.add(frame(profile, samples.location(sample, frame)));
            }
            stacks.add(String.join(" ", frames));
        }
        return stacks;
    }

    private static String frame(Profile profile, int location) {
        Locations locations = profile.locations();
        List<String> names = new ArrayList<>();
        for (int line = 0; line < locations.lineCount(location); line++) {
            names.add(
                    profile.functions().name(locations.function(location, line)).toString());
        }
        int mapping = locations.mapping(location);
        return names.isEmpty() ? "[" + profile.mappings().get(mapping).file() + "]" : String.join("<", names);
    }
}
