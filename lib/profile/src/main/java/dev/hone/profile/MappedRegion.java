package dev.hone.profile;

/** A region of a memory map while it is put in order. All numbers are unsigned. */
final class MappedRegion {
    long start;
    long limit;
    long offset;
    Text file;
    Text buildId;

    MappedRegion(long start, long limit, long offset, Text file, Text buildId) {
        this.start = start;
        this.limit = limit;
        this.offset = offset;
        this.file = file;
        this.buildId = buildId;
    }

    /** Whether the next region is the rest of this one. */
    boolean continuesIn(MappedRegion next) {
        boolean sameFile = file.isEmpty() || next.file.isEmpty() || file.equals(next.file);
        boolean sameBuild = buildId.isEmpty() || next.buildId.isEmpty() || buildId.equals(next.buildId);
        boolean offsetsFit = offset == 0 || next.offset == 0 || offset + (limit - start) == next.offset;
        return sameFile && sameBuild && limit == next.start && offsetsFit;
    }

    /** Takes in the rest of this region. */
    void take(MappedRegion rest) {
        limit = rest.limit;
        file = rest.file.isEmpty() ? file : rest.file;
        buildId = rest.buildId.isEmpty() ? buildId : rest.buildId;
    }

    boolean holds(long address) {
        return Long.compareUnsigned(start, address) <= 0 && Long.compareUnsigned(address, limit) < 0;
    }

    /** Whether the address is in the part before this region, which a profiler may have left out. */
    boolean follows(long address) {
        return offset != 0
                && Long.compareUnsigned(start - offset, address) <= 0
                && Long.compareUnsigned(address, start) < 0;
    }

    /** Moves the start to that of the file. */
    void startAtFile() {
        start -= offset;
        offset = 0;
    }

    Mapping mapping(long id) {
        return new Mapping(id, start, limit, offset, file, buildId, false, false, false, false);
    }
}
