package espalier.output;

import espalier.layout.FileSpec;

/**
 * A file as it shall stand on disk.
 *
 * @param path relative to the cluster's directory
 * @param bytes what it holds
 * @param spec what it is made of
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
public record OutputFile(String path, byte[] bytes, FileSpec spec) {}
