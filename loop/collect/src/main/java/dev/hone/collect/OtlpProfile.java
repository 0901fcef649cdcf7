package dev.hone.collect;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes one of OTLP's profiles as pprof, with what it needs of the dictionary. */
/*
 * Numbers of locations, functions and mappings stay what they are, since both formats keep 0 for none; strings are numbered anew.
 * 1. OTLP's Profile{1 sample_type, 2 samples, 3 time, 4 duration, 5 period_type, 6 period}, Sample{1 stack, 4 values,
 *    5 timestamps}, Stack{1 locations, the leaf first}, Location{1 mapping, 2 address, 3 lines}, Line{1 function, 2 line, 3 column},
 *    Function{1 name, 2 system name, 3 file, 4 start line}, Mapping{1 start, 2 limit, 3 offset, 4 file}, ValueType{1 type, 2 unit}.
 *    A sample with timestamps and no values counts one for each.
 * 2. google/pprof, proto/profile.proto.
 */
final class OtlpProfile {
    private final OtlpDictionary dictionary;
    private final int room;
    private final ProtoOutput out = new ProtoOutput();
    private final BitSet mappings = new BitSet();
    private final BitSet locations = new BitSet();
    private final BitSet functions = new BitSet();
    private final Map<Long, Integer> strings = new HashMap<>();
    private final List<Long> texts = new ArrayList<>();

    /** Writes one at most as large as there is room. */
    OtlpProfile(OtlpDictionary dictionary, int room) {
        this.dictionary = dictionary;
        this.room = room;
    }

    byte[] pprof(ProtoFields profile) {
        while (profile.next()) {
            switch (profile.field()) {
                case 1 -> put(1, valueType(profile.message()));
                case 2 -> put(2, sample(profile.message()));
                case 3 -> out.number(9, profile.fixed());
                case 4 -> out.number(10, profile.number());
                case 5 -> put(11, valueType(profile.message()));
                case 6 -> out.number(12, profile.number());
                default -> {
                    // Of no effect on what builds make of it.
                }
            }
        }
        // Each names what the next writes.
        locations.stream().forEach(id -> put(4, location(id)));
        functions.stream().forEach(id -> put(5, function(id)));
        mappings.stream().forEach(id -> put(3, mapping(id)));
        put(6, new byte[0]);
        texts.forEach(text -> put(6, dictionary.strings().content(text)));
        return out.message();
    }

    private void put(int field, byte[] content) {
        out.bytes(field, content);
        if (out.size() > room) {
            throw tooLarge();
        }
    }

    private static PushException tooLarge() {
        return new PushException(
                PushError.TOO_LARGE,
                "its profiles are larger than " + (OtlpRequest.LARGEST >> 20) + " MiB as pprof; send fewer at once");
    }

    private byte[] valueType(ProtoFields type) {
        ProtoOutput to = new ProtoOutput();
        while (type.next()) {
            if (type.isNumber(1) || type.isNumber(2)) {
                to.number(type.field(), string(type.number()));
            }
        }
        return to.message();
    }

    private int string(long index) {
        if (index == 0) {
            return 0;
        }
        Integer known = strings.get(index);
        if (known != null) {
            return known;
        }
        texts.add(index);
        strings.put(index, texts.size());
        return texts.size();
    }

    private byte[] sample(ProtoFields sample) {
        long stack = 0;
        long times = 0;
        boolean hasValues = false;
        long sum = 0;
        while (sample.next()) {
            if (sample.isNumber(1)) {
                stack = sample.number();
            } else if (sample.field() == 4) {
                hasValues = true;
                sum = added(sum, sample);
            } else if (sample.field() == 5) {
                times += sample.fixedCount();
            }
        }
        return new ProtoOutput()
                .bytes(1, stack == 0 ? new byte[0] : stack(stack))
                .number(2, hasValues ? sum : times)
                .message();
    }

    private static long added(long sum, ProtoFields values) {
        try {
            long more = sum;
            ProtoFields each = values.packed();
            while (each.hasMore()) {
                more = Math.addExact(more, each.varint());
            }
            return more;
        } catch (ArithmeticException e) {
            throw new PushException(PushError.MALFORMED, "the values of a sample are too large to add", e);
        }
    }

    private byte[] stack(long index) {
        ProtoOutput ids = new ProtoOutput();
        ProtoFields stack = dictionary.stacks().message(index);
        while (stack.next()) {
            if (stack.field() == 1) {
                ProtoFields each = stack.packed();
                while (each.hasMore()) {
                    int location = dictionary.locations().checked(each.varint());
                    locations.set(location);
                    ids.varint(location);
                    if (ids.size() > room) {
                        throw tooLarge();
                    }
                }
            }
        }
        return ids.message();
    }

    private byte[] location(int id) {
        ProtoOutput to = new ProtoOutput().number(1, id);
        ProtoFields location = dictionary.locations().message(id);
        while (location.next()) {
            if (location.isNumber(1)) {
                to.number(2, used(mappings, dictionary.mappings(), location.number()));
            } else if (location.isNumber(2)) {
                to.number(3, location.number());
            } else if (location.isBytes(3)) {
                to.bytes(4, line(location.message()));
            }
        }
        return to.message();
    }

    private byte[] line(ProtoFields line) {
        ProtoOutput to = new ProtoOutput();
        while (line.next()) {
            if (line.isNumber(1)) {
                to.number(1, used(functions, dictionary.functions(), line.number()));
            } else if (line.isNumber(2) || line.isNumber(3)) {
                to.number(line.field(), line.number());
            }
        }
        return to.message();
    }

    private static long used(BitSet used, Spans table, long index) {
        int entry = table.checked(index);
        if (entry != 0) {
            used.set(entry);
        }
        return entry;
    }

    private byte[] function(int id) {
        ProtoOutput to = new ProtoOutput().number(1, id);
        ProtoFields function = dictionary.functions().message(id);
        while (function.next()) {
            if (function.isNumber(1) || function.isNumber(2) || function.isNumber(3)) {
                to.number(function.field() + 1, string(function.number()));
            } else if (function.isNumber(4)) {
                to.number(5, function.number());
            }
        }
        return to.message();
    }

    private byte[] mapping(int id) {
        ProtoOutput to = new ProtoOutput().number(1, id);
        ProtoFields mapping = dictionary.mappings().message(id);
        while (mapping.next()) {
            if (mapping.isNumber(1) || mapping.isNumber(2) || mapping.isNumber(3)) {
                to.number(mapping.field() + 1, mapping.number());
            } else if (mapping.isNumber(4)) {
                to.number(5, string(mapping.number()));
            }
        }
        return to.message();
    }
}
