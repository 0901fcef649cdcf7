package dev.hone.profile;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.hone.profile.wire.PprofMessages.PprofLocation;
import dev.hone.profile.wire.PprofMessages.PprofMapping;
import dev.hone.profile.wire.PprofMessages.PprofProfile;
import dev.hone.profile.wire.PprofMessages.PprofSample;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Makes profiles of one program: loaded at other places, with other samples of the same stacks. */
final class Relatives {
    private Relatives() {}

    /** So many sound profiles whose values add up without overflow; the same seed gives the same ones. */
    static List<Profile> of(long seed, int count) {
        Random random = new Random(seed);
        PprofProfile first = sound(random);
        List<Profile> relatives = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            relatives.add(decode(relative(first, random)));
        }
        return relatives;
    }

    static Profile decode(PprofProfile message) {
        return Pprof.decode(message.toByteArray(), ProfileLimits.defaults());
    }

    /** A profile as the message that it is written as. */
    static PprofProfile message(Profile profile) {
        try {
            return PprofProfile.parseFrom(Pprof.encode(profile));
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError("what we write is not protobuf", e);
        }
    }

    private static PprofProfile sound(Random random) {
        while (true) {
            PprofProfile message = MessageGenerator.profile(Choices.of(random));
            if (Check.PPROF.firstRefused(decode(message)).isEmpty()) {
                return message;
            }
        }
    }

    private static PprofProfile relative(PprofProfile first, Random random) {
        PprofProfile.Builder relative = first.toBuilder().setDurationNanos(random.nextInt(1000));
        for (int i = 0; i < first.getMappingCount(); i++) {
            move(relative, i, (long) random.nextInt(1 << 20) << 12);
        }
        List<PprofSample> samples = new ArrayList<>();
        for (PprofSample sample : first.getSampleList()) {
            PprofSample.Builder other = sample.toBuilder();
            for (int i = 0; i < sample.getValueCount(); i++) {
                other.setValue(i, random.nextInt(5) - 2);
            }
            if (random.nextInt(4) > 0) {
                samples.add(other.build());
            }
        }
        Collections.shuffle(samples, random);
        return relative.clearSample().addAllSample(samples).build();
    }

    private static void move(PprofProfile.Builder profile, int index, long shift) {
        PprofMapping mapping = profile.getMapping(index);
        profile.setMapping(
                index,
                mapping.toBuilder()
                        .setMemoryStart(mapping.getMemoryStart() + shift)
                        .setMemoryLimit(mapping.getMemoryLimit() + shift));
        for (int i = 0; i < profile.getLocationCount(); i++) {
            PprofLocation location = profile.getLocation(i);
            if (location.getMappingId() == mapping.getId()) {
                profile.setLocation(i, location.toBuilder().setAddress(location.getAddress() + shift));
            }
        }
    }
}
