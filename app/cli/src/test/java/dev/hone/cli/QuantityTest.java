package dev.hone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.profile.Text;
import dev.hone.profile.ValueType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class QuantityTest {
    @ParameterizedTest
    @CsvSource({
        "cpu, nanoseconds, 8070000000, 8.07s",
        "cpu, nanoseconds, 7001234567, 7.001s",
        "cpu, nanoseconds, 999, 999ns",
        "cpu, nanoseconds, 0, 0s",
        "cpu, nanoseconds, -1500000, -1.5ms",
        "cpu, nanoseconds, 2248000000000, 37m28s",
        "cpu, nanoseconds, 9223372036854775807, 2562047h47m16.854775807s",
        "cpu, nanoseconds, -9223372036854775808, -2562047h47m16.854775808s",
        "inuse_space, bytes, 1536, 1.50 KiB",
        "inuse_space, bytes, -1536, -1.50 KiB",
        "samples, count, 1234567, '1,234,567'",
        "cycles, cycles, 12, 12 cycles",
    })
    void quantity_isWrittenInItsUnit(String type, String unit, long value, String text) {
        assertThat(Quantity.of(value, new ValueType(Text.of(type), Text.of(unit))))
                .isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "nanoseconds, 10000000, 5000000000, 0.01s",
        "nanoseconds, 10000000, 20000000, 10.00ms",
        "bytes, 1048576, 10485760, 1.00 MiB",
        "count, 5, 100, 5",
    })
    void column_isInOneUnit(String unit, long value, long largest, String text) {
        assertThat(Quantity.inColumn(value, largest, Text.of(unit))).isEqualTo(text);
    }
}
