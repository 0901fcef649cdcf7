package dev.hone.cli;

/** The way in: runs one command and ends the process with its exit code. */
final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.out.println("hone 0.1.0");
    }
}
