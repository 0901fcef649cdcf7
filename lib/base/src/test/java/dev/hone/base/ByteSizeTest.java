package dev.hone.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteSizeTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "512, 512",
        "512B, 512",
        "512 b, 512",
        "64K, 65536",
        "64k, 65536",
        "64Ki, 65536",
        "64KiB, 65536",
        "64kib, 65536",
        "64KB, 64000",
        "1M, 1048576",
        "1MB, 1000000",
        "1.5 GB, 1500000000",
        "1.5GiB, 1610612736",
        "2T, 2199023255552",
        "2TB, 2000000000000",
        ".5K, 512",
        "1.K, 1024",
        "007, 7",
        "'  8 MiB  ', 8388608",
        "9223372036854775807, 9223372036854775807",
        "8388607.9999TiB, 9223372036744824645",
    })
    void parse_whatPeopleWrite_isThatManyBytes(String text, long bytes) {
        assertThat(ByteSize.parse(text)).isEqualTo(ByteSize.of(bytes));
    }

    @ParameterizedTest
    @CsvSource({"0.9B, 0", "1.999B, 1", "1.0009765K, 1024", "0.0001KB, 0"})
    void parse_fractionOfAByte_isRoundedDown(String text, long bytes) {
        assertThat(ByteSize.parse(text).bytes()).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ".",
                "B",
                "KiB",
                "-1",
                "-1KiB",
                "+1",
                "1e3",
                "0x10",
                "1_000",
                "1,5K",
                "1.2.3",
                "1 . 5",
                "1KK",
                "1iB",
                "1KiBs",
                "1Kib/s",
                "1P",
                "1PB",
                "1EiB",
                "1 K B",
                "NaN",
                "Infinity",
                "ten",
                "1\u0000",
                "٣",
                "１K",
                "½K",
                "1Kıb",
                "1Kİb"
            })
    void parse_anythingElse_isRefusedAndQuoted(String text) {
        assertThatThrownBy(() -> ByteSize.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("'" + text + "' is not a size; write a number with");
    }

    @ParameterizedTest
    @ValueSource(strings = {"9223372036854775808", "8388608TiB", "9223373TB", "99999999999999999999999999G"})
    void parse_moreThanALongHolds_isRefused(String text) {
        assertThatThrownBy(() -> ByteSize.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(text);
    }

    @Test
    void parse_aMillionDigits_isRefusedAtOnce() {
        String text = "9".repeat(1_000_000);
        assertTimeoutPreemptively(
                Duration.ofSeconds(5),
                () -> assertThatThrownBy(() -> ByteSize.parse(text))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageStartingWith("'999"));
    }

    @Test
    void toString_anySize_isReadBackExactly() {
        Random random = new Random(20261121);
        for (int i = 0; i < 10_000; i++) {
            ByteSize size = ByteSize.of((random.nextLong() >>> 1 >>> random.nextInt(63)) << random.nextInt(12) >>> 1);
            assertThat(ByteSize.parse(size.toString())).isEqualTo(size);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0B",
        "1, 1B",
        "1023, 1023B",
        "1024, 1KiB",
        "1536, 1536B",
        "1048576, 1MiB",
        "1049600, 1025KiB",
        "1125899906842624, 1024TiB",
        "9223372036854775807, 9223372036854775807B",
    })
    void toString_isTheLargestUnitThatDividesIt(long bytes, String text) {
        assertThat(ByteSize.of(bytes)).hasToString(text);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "1023, 1023 B",
        "1024, 1.00 KiB",
        "1536, 1.50 KiB",
        "10234, 9.99 KiB",
        "10235, 10.0 KiB",
        "102348, 99.9 KiB",
        "102349, 100 KiB",
        "1047552, 1023 KiB",
        "1048063, 1023 KiB",
        "1048064, 1.00 MiB",
        "1048166, 1.00 MiB",
        "1048575, 1.00 MiB",
        "1048576, 1.00 MiB",
        "1499999, 1.43 MiB",
        "1073741823, 1.00 GiB",
        "1099511627776, 1.00 TiB",
        "1125899906842624, 1024 TiB",
        "9223372036854775807, 8388608 TiB",
    })
    void format_isThreeDigitsInTheUnitThatKeepsThemShort(long bytes, String text) {
        assertThat(ByteSize.of(bytes).format()).isEqualTo(text);
    }

    @Test
    void constructor_negative_isRefused() {
        assertThatThrownBy(() -> ByteSize.of(-1)).hasMessage("a size is not negative: -1");
    }

    @Test
    void ofMebibytes_tooMany_isRefused() {
        assertThat(ByteSize.ofMebibytes(3)).isEqualTo(ByteSize.parse("3MiB"));
        assertThatThrownBy(() -> ByteSize.ofMebibytes(Long.MAX_VALUE)).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void compareTo_ordersByBytes() {
        assertThat(ByteSize.parse("1KB")).isLessThan(ByteSize.parse("1KiB"));
    }
}
