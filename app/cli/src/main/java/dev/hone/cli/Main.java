package dev.hone.cli;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;

/** The way in: runs one command and ends the process with its exit code. */
final class Main {
    private Main() {}

    public static void main(String[] args) {
        Terminal terminal = new Terminal(
                new FileInputStream(FileDescriptor.in),
                new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err),
                Terminal.Facts.of(System.getProperties(), System.getenv()),
                System::nanoTime);
        System.exit(new Hone(terminal).run(args));
    }
}
