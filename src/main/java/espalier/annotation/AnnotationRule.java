package espalier.annotation;

import org.jspecify.annotations.Nullable;

/**
 * What annotations are about.
 *
 * @param id its name
 * @param level that of its annotations, where nothing else is said
 * @param title what it is, in a few words
 * @param meaning the same in whole sentences
 * @param page where more of it can be read; null where that is not known
 * @param help all that there is to say, as plain text
 * @param markdown the same as Markdown
 */
public record AnnotationRule(
        String id,
        Annotation.Level level,
        String title,
        String meaning,
        @Nullable String page,
        String help,
        String markdown) {}
