package dev.hone.server.http;

/** What a request wants to do. HEAD is answered wherever GET is. */
public enum Method {
    GET,
    POST,
    PUT,
    DELETE,
    /** Whatever it is; the handler looks at it itself. */
    ANY
}
