package dev.hone.command;

import dev.hone.base.ByteSize;
import dev.hone.base.GoDuration;
import java.net.URI;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the value of an option, and knows how to say what it should have been. */
abstract class OptionValue<T> implements ITypeConverter<T> {
    private final Class<T> type;

    private OptionValue(Class<T> type) {
        this.type = type;
    }

    final Class<T> type() {
        return type;
    }

    /** What belongs there, to stand behind "takes". */
    abstract String wanted();

    /** The value; {@link IllegalArgumentException} when it is none. */
    abstract T read(String text);

    @Override
    public final T convert(String text) {
        try {
            return read(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException("takes " + wanted());
        }
    }

    /** A whole number from a range. */
    static final class Whole extends OptionValue<Integer> {
        private final int lowest;
        private final int highest;

        Whole(int lowest, int highest) {
            super(Integer.class);
            this.lowest = lowest;
            this.highest = highest;
        }

        @Override
        String wanted() {
            return "a whole number " + (lowest == Integer.MIN_VALUE ? "" : "from " + lowest + " ") + "up to " + highest;
        }

        @Override
        Integer read(String text) {
            int number = Integer.parseInt(text);
            if (number < lowest || number > highest) {
                throw new IllegalArgumentException(text);
            }
            return number;
        }
    }

    /** A number that need not be whole. */
    static final class Decimal extends OptionValue<Double> {
        Decimal() {
            super(Double.class);
        }

        @Override
        String wanted() {
            return "a number";
        }

        @Override
        Double read(String text) {
            return Double.valueOf(text);
        }
    }

    /** A duration in Go's words. */
    static final class Span extends OptionValue<Duration> {
        Span() {
            super(Duration.class);
        }

        @Override
        String wanted() {
            return "a duration such as 30s or 1h30m";
        }

        @Override
        Duration read(String text) {
            return GoDuration.parse(text);
        }
    }

    /** A size in bytes. */
    static final class Size extends OptionValue<ByteSize> {
        Size() {
            super(ByteSize.class);
        }

        @Override
        String wanted() {
            return "a size in bytes such as 1048576 or 64MiB";
        }

        @Override
        ByteSize read(String text) {
            return ByteSize.parse(text);
        }
    }

    /** The address of a web server. */
    static final class Url extends OptionValue<URI> {
        Url() {
            super(URI.class);
        }

        @Override
        String wanted() {
            return "a URL such as http://localhost:8080";
        }

        @Override
        URI read(String text) {
            URI url = URI.create(text);
            boolean web = "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
            if (!web || url.getHost() == null) {
                throw new IllegalArgumentException(text);
            }
            return url;
        }
    }
}
