package dev.hone.profile;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import java.util.random.RandomGenerator;

/** Makes the decisions of a generator: by chance, or by a fuzzer that learns from them. */
interface Choices {
    /** A number from 0 to {@code bound - 1}. */
    int below(int bound);

    long anyLong();

    byte[] bytes(int most);

    static Choices of(RandomGenerator random) {
        return new Choices() {
            @Override
            public int below(int bound) {
                return random.nextInt(bound);
            }

            @Override
            public long anyLong() {
                return switch (random.nextInt(4)) {
                    case 0 -> random.nextLong();
                    case 1 -> random.nextInt(8);
                    case 2 -> -random.nextInt(1000);
                    default -> 1L << random.nextInt(64);
                };
            }

            @Override
            public byte[] bytes(int most) {
                byte[] bytes = new byte[random.nextInt(most + 1)];
                random.nextBytes(bytes);
                return bytes;
            }
        };
    }

    static Choices of(FuzzedDataProvider data) {
        return new Choices() {
            @Override
            public int below(int bound) {
                return data.consumeInt(0, bound - 1);
            }

            @Override
            public long anyLong() {
                return data.consumeLong();
            }

            @Override
            public byte[] bytes(int most) {
                return data.consumeBytes(most);
            }
        };
    }
}
