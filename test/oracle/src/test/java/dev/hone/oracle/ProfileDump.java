package dev.hone.oracle;

import dev.hone.profile.Functions;
import dev.hone.profile.Label;
import dev.hone.profile.Locations;
import dev.hone.profile.Mapping;
import dev.hone.profile.Profile;
import dev.hone.profile.Samples;
import dev.hone.profile.Text;
import dev.hone.profile.ValueType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.function.IntConsumer;

/** Writes a profile as the oracle does: the format is described in the README of this module. */
final class ProfileDump {
    private static final HexFormat HEX = HexFormat.of();

    private final Profile profile;
    private final StringBuilder text = new StringBuilder();

    private ProfileDump(Profile profile) {
        this.profile = profile;
    }

    static String of(Profile profile) {
        ProfileDump dump = new ProfileDump(profile);
        dump.header(profile.header());
        profile.sampleTypes().forEach(dump::sampleType);
        profile.mappings().forEach(dump::mapping);
        dump.functions(profile.functions());
        dump.locations(profile.locations());
        for (int i = 0; i < profile.samples().size(); i++) {
            dump.sample(profile.samples(), i);
        }
        return dump.text.toString();
    }

    private void header(Profile.Header header) {
        line("time").signed(header.timeNanos()).end();
        line("duration").signed(header.durationNanos()).end();
        line("period").signed(header.period()).end();
        ValueType type = header.periodType();
        line("period_type").string(type.type()).string(type.unit()).end();
        line("drop_frames").string(header.dropFrames()).end();
        line("keep_frames").string(header.keepFrames()).end();
        line("default_sample_type").string(header.defaultSampleType()).end();
        line("doc_url").string(header.docUrl()).end();
        header.comments().forEach(comment -> line("comment").string(comment).end());
    }

    private void sampleType(ValueType type) {
        line("sample_type").string(type.type()).string(type.unit()).end();
    }

    private void mapping(Mapping m) {
        line("mapping").unsigned(m.id());
        unsigned(m.start()).unsigned(m.limit()).unsigned(m.offset());
        string(m.file()).string(m.buildId());
        flag(m.hasFunctions()).flag(m.hasFilenames());
        flag(m.hasLineNumbers()).flag(m.hasInlineFrames()).end();
    }

    private void functions(Functions functions) {
        for (int i = 0; i < functions.size(); i++) {
            line("function").unsigned(functions.id(i)).string(functions.name(i));
            string(functions.systemName(i)).string(functions.file(i));
            signed(functions.startLine(i)).end();
        }
    }

    private void locations(Locations locations) {
        for (int i = 0; i < locations.size(); i++) {
            int location = i;
            int mapping = locations.mapping(i);
            line("location").unsigned(locations.id(i));
            unsigned(mapping < 0 ? 0 : profile.mappings().get(mapping).id());
            unsigned(locations.address(i)).flag(locations.isFolded(i));
            list(locations.lineCount(i), line -> codeLine(locations, location, line));
            end();
        }
    }

    private void codeLine(Locations locations, int location, int line) {
        int function = locations.function(location, line);
        text.append(Long.toUnsignedString(function < 0 ? 0 : profile.functions().id(function)));
        text.append(':').append(locations.line(location, line));
        text.append(':').append(locations.column(location, line));
    }

    private void sample(Samples samples, int sample) {
        line("sample").list(samples.depth(sample), frame -> {
            int location = samples.location(sample, frame);
            text.append(
                    location < 0
                            ? "?"
                            : Long.toUnsignedString(profile.locations().id(location)));
        });
        list(samples.valueCount(sample), type -> text.append(samples.value(sample, type)));
        end();
        labels(samples, sample);
    }

    private void labels(Samples samples, int sample) {
        List<Label> labels = new ArrayList<>();
        for (int i = 0; i < samples.labelCount(sample); i++) {
            labels.add(samples.label(sample, i));
        }
        labels.sort(Comparator.comparing(Label::key));
        for (Label label : labels) {
            if (label instanceof Label.OfText(Text key, Text value)) {
                line("label").string(key).string(value).end();
            }
        }
        for (Label label : labels) {
            if (label instanceof Label.OfNumber(Text key, long number, Text unit)) {
                line("number").string(key).signed(number).string(unit).end();
            }
        }
    }

    private ProfileDump line(String kind) {
        text.append(kind);
        return this;
    }

    private void end() {
        text.append('\n');
    }

    private ProfileDump string(Text string) {
        text.append('\t').append(string.isEmpty() ? "-" : HEX.formatHex(string.bytes()));
        return this;
    }

    private ProfileDump signed(long value) {
        text.append('\t').append(value);
        return this;
    }

    private ProfileDump unsigned(long value) {
        text.append('\t').append(Long.toUnsignedString(value));
        return this;
    }

    private ProfileDump flag(boolean value) {
        text.append('\t').append(value ? '1' : '0');
        return this;
    }

    /** One field of several parts with blanks between them. */
    private void list(int size, IntConsumer part) {
        text.append('\t').append(size == 0 ? "-" : "");
        for (int i = 0; i < size; i++) {
            text.append(i == 0 ? "" : " ");
            part.accept(i);
        }
    }
}
