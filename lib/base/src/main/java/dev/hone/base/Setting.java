package dev.hone.base;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Makes a component of a configuration record a key that people can set. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Setting {
    /** The key, in lower case with dashes. */
    String key();

    /** The value when nobody sets the key, as a person would write it. */
    String fallback();

    /** What the key does, in one sentence for the reference page. */
    String doc();
}
