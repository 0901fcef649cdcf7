package dev.hone.planted.clocks.lib.base;

import dev.hone.planted.Fault;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Asks for the date. */
@Fault
final class AsksDate {
    private AsksDate() {}

    static LocalDate run() {
        return LocalDate.now(ZoneOffset.UTC);
    }
}
