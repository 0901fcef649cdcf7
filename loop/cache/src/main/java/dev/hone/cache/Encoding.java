package dev.hone.cache;

import io.airlift.compress.zstd.ZstdInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** How a result's bytes are stored: as they are, or compressed. */
public enum Encoding {
    RAW(""),
    ZSTD("zstd");

    private final String word;

    Encoding(String word) {
        this.word = word;
    }

    /** As cacheprog writes it in metadata and headers. */
    public String word() {
        return word;
    }

    /** Empty for what others may have invented since. */
    public static Optional<Encoding> of(String word) {
        return switch (word) {
            case "" -> Optional.of(RAW);
            case "zstd" -> Optional.of(ZSTD);
            default -> Optional.empty();
        };
    }

    InputStream decode(InputStream stored) throws IOException {
        return this == RAW ? stored : new Inflating(stored);
    }

    /**
     * What is no zstd makes the decoder throw in many ways; to a reader they are all one. So is a frame that breaks off where the
     * stored bytes end; where it is they that break off, it is their failure.
     */
    private static final class Inflating extends InputStream {
        private final InputStream in;
        private boolean ended;

        Inflating(InputStream stored) throws IOException {
            in = new ZstdInputStream(new FilterInputStream(stored) {
                @Override
                public int read() throws IOException {
                    int read = super.read();
                    ended |= read < 0;
                    return read;
                }

                @Override
                public int read(byte[] buffer, int offset, int count) throws IOException {
                    int read = super.read(buffer, offset, count);
                    ended |= read < 0;
                    return read;
                }
            });
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int count) throws IOException {
            try {
                return in.read(buffer, offset, count);
            } catch (IOException e) {
                if (ended) {
                    throw damaged(e);
                }
                throw e;
            } catch (RuntimeException e) {
                throw damaged(e);
            }
        }

        private static CacheException damaged(Exception e) {
            return new CacheException(CacheError.POISONED, "a body is not the zstd it is said to be", e);
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
