package dev.hone.profile;

import dev.hone.base.ByteSize;

/** A profile together with how it was stored. */
public record ProfileFile(
        Profile profile, ProfileFormat format, Encoding encoding, ByteSize stored, ByteSize expanded) {}
