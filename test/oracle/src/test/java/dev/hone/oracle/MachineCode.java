package dev.hone.oracle;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** Cuts the machine code out of a program: the section {@code .text} of a 64-bit ELF file. */
final class MachineCode {
    private static final int SECTION_TABLE_AT = 40;
    private static final int ENTRY_SIZE = 58;
    private static final int ENTRIES = 60;
    private static final int NAMES = 62;
    private static final int OFFSET = 24;
    private static final int SIZE = 32;

    private MachineCode() {}

    static ByteBuffer of(Path program) throws IOException {
        ByteBuffer elf = ByteBuffer.wrap(Files.readAllBytes(program)).order(ByteOrder.LITTLE_ENDIAN);
        int table = (int) elf.getLong(SECTION_TABLE_AT);
        int entrySize = elf.getShort(ENTRY_SIZE);
        int names = (int) elf.getLong(table + elf.getShort(NAMES) * entrySize + OFFSET);
        for (int i = 0; i < elf.getShort(ENTRIES); i++) {
            int entry = table + i * entrySize;
            if (name(elf, names + elf.getInt(entry)).equals(".text")) {
                return elf.slice((int) elf.getLong(entry + OFFSET), (int) elf.getLong(entry + SIZE));
            }
        }
        throw new IllegalArgumentException(program + " has no section .text");
    }

    private static String name(ByteBuffer elf, int at) {
        StringBuilder name = new StringBuilder();
        for (int i = at; elf.get(i) != 0; i++) {
            name.append((char) elf.get(i));
        }
        return name.toString();
    }
}
