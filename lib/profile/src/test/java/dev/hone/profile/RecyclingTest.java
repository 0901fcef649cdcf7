package dev.hone.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** A reader that uses its memory again reads and refuses as a fresh one does, whatever it read before. */
final class RecyclingTest {
    private static final ProfileLimits LIMITS = ProfileLimits.defaults();

    private static String outcome(ProfileReader reader, byte[] stored, Function<Profile, String> told)
            throws IOException {
        try {
            return told.apply(
                    reader.readUnchecked(new ByteArrayInputStream(stored)).profile());
        } catch (ProfileException e) {
            return e.toString();
        }
    }

    private static String facts(Profile profile) {
        return profile.defects().isEmpty()
                ? Facts.of(profile).toString()
                : profile.defects().toString();
    }

    private static String size(Profile profile) {
        return profile.samples().size() + " " + profile.locations().size() + " " + profile.defects();
    }

    @Test
    void generatedProfiles_areReadAsByAFreshReader() throws IOException {
        ProfileReader recycling = ProfileReader.recycling(LIMITS);
        for (int seed = 0; seed < 500; seed++) {
            byte[] raw = MessageGenerator.profile(Choices.of(new Random(seed))).toByteArray();
            byte[] stored = seed % 2 == 0 ? raw : Sound.gzip(raw);
            assertThat(outcome(recycling, stored, RecyclingTest::facts))
                    .as("seed %d", seed)
                    .isEqualTo(outcome(new ProfileReader(LIMITS), stored, RecyclingTest::facts));
        }
    }

    @Test
    void hostileFiles_areRefusedAsByAFreshReader() throws IOException {
        ProfileReader recycling = ProfileReader.recycling(LIMITS);
        for (Supplier<byte[]> hostile : Hostile.files().values()) {
            byte[] stored = hostile.get();
            String expected = outcome(new ProfileReader(LIMITS), stored, RecyclingTest::size);
            assertThat(outcome(recycling, stored, RecyclingTest::size)).isEqualTo(expected);
            assertThat(outcome(recycling, stored, RecyclingTest::size))
                    .as("again")
                    .isEqualTo(expected);
        }
    }
}
