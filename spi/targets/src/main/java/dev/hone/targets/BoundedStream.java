package dev.hone.targets;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Reads what somebody else sends, and fails when it does not end. */
final class BoundedStream extends FilterInputStream {
    private final String sender;
    private long left;

    BoundedStream(InputStream in, long most, String sender) {
        super(in);
        this.sender = sender;
        left = most;
    }

    @Override
    public int read() throws IOException {
        int value = super.read();
        count(value < 0 ? 0 : 1);
        return value;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        int count = super.read(bytes, from, length);
        count(Math.max(count, 0));
        return count;
    }

    private void count(int more) {
        left -= more;
        if (left < 0) {
            throw new TargetException(TargetError.TOO_LARGE, sender + " sends more than a list of targets can be");
        }
    }
}
