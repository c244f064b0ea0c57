package espalier.check.images;

import espalier.tree.Mapping;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Which tags an ImagePolicy can choose. Facts from {@code fluxcd/image-reflector-controller}: the pattern may match anywhere in a tag;
 * of versions it takes those with three numbers, and one tag that is no number spoils a numerical policy.
 */
final class TagRule {
    private final @Nullable Pattern pattern;
    private final @Nullable String extract;
    private final String order;
    private final @Nullable String range;
    private final @Nullable String trouble;

    private TagRule(Mapping spec) {
        Mapping filter = spec.mapping("filterTags");
        String wanted = filter == null ? null : filter.text("pattern");
        Mapping policy = spec.mapping("policy");
        extract = filter == null ? null : filter.text("extract");
        order = policy == null || policy.isEmpty() ? "" : policy.keyAt(0);
        Mapping semver = policy == null ? null : policy.mapping("semver");
        range = semver == null ? null : semver.text("range");
        Pattern compiled = null;
        String why = null;
        if (wanted != null && !isForeign(wanted)) {
            try {
                compiled = Pattern.compile(wanted.replace("(?P<", "(?<"));
            } catch (PatternSyntaxException e) {
                why = "its pattern " + wanted + " is no regular expression: " + e.getDescription();
            }
        }
        pattern = compiled;
        if (why == null && range != null && VersionRange.of(range) == null) {
            why = "\"" + range + "\" is no range of versions";
        }
        String group = extract == null || compiled == null ? null : unknownGroup(extract, compiled);
        trouble = why != null || group == null
                ? why
                : "it takes " + group + " out of each tag, which is no group of its pattern " + wanted;
    }

    /** What the {@code spec} of an ImagePolicy says. */
    static TagRule of(Mapping spec) {
        return new TagRule(spec);
    }

    /** What Go reads and Java does not, or otherwise. */
    private static boolean isForeign(String pattern) {
        return pattern.contains("[[:") || pattern.contains("\\p") || pattern.contains("\\P") || pattern.contains("_");
    }

    /** Why Flux would refuse the policy; null where it would not. */
    @Nullable
    String trouble() {
        return trouble;
    }

    /** Why the policy could never have chosen {@code tag}; null where it could, or nobody here knows. */
    @Nullable
    String refusal(String tag) {
        if (trouble != null) {
            return null;
        }
        String part = tag;
        if (pattern != null) {
            Matcher matcher = pattern.matcher(tag);
            if (!matcher.find()) {
                return "its pattern " + pattern.pattern().replace("(?<", "(?P<") + " does not match it";
            }
            part = extract == null ? tag : expanded(extract, matcher);
        }
        return switch (order) {
            case "semver" -> outside(part);
            case "numerical" -> isNumber(part) ? null : "\"" + part + "\" is no number";
            default -> null;
        };
    }

    private @Nullable String outside(String part) {
        long[] version = version(part);
        if (version == null) {
            return "\"" + part + "\" is no version of three numbers";
        }
        VersionRange wanted = range == null ? null : VersionRange.of(range);
        // Whether a pre-release counts depends on the range's own, of which more is known to Flux than here.
        boolean isRelease = part.indexOf('-') < 0;
        return wanted == null || !isRelease || wanted.holds(version) ? null : "it is not in the range " + range;
    }

    /** The three numbers of {@code 1.2.3}, also with a {@code v} before and more behind; null for anything else. */
    private static long @Nullable [] version(String text) {
        String core = text.startsWith("v") ? text.substring(1) : text;
        int end = core.length();
        for (int i = 0; i < core.length() && end == core.length(); i++) {
            end = core.charAt(i) == '-' || core.charAt(i) == '+' ? i : end;
        }
        String[] numbers = core.substring(0, end).split("\\.", -1);
        long[] version = new long[3];
        for (int i = 0; i < numbers.length && numbers.length == 3; i++) {
            boolean isPadded = numbers[i].length() > 1 && numbers[i].startsWith("0");
            version[i] = isPadded ? -1 : number(numbers[i]);
            if (version[i] < 0) {
                return null;
            }
        }
        return numbers.length == 3 ? version : null;
    }

    /** -1 for what is no number. */
    static long number(String text) {
        boolean isNumber = !text.isEmpty() && text.length() < 19;
        for (int i = 0; i < text.length(); i++) {
            isNumber &= text.charAt(i) >= '0' && text.charAt(i) <= '9';
        }
        return isNumber ? Long.parseLong(text) : -1;
    }

    private static boolean isNumber(String text) {
        int point = text.indexOf('.');
        return point < 0
                ? number(text) >= 0
                : number(text.substring(0, point)) >= 0 && number(text.substring(point + 1)) >= 0;
    }

    /** The first name behind a dollar in {@code template} that is no group of {@code pattern}. */
    private static @Nullable String unknownGroup(String template, Pattern pattern) {
        int groups = pattern.matcher("").groupCount();
        for (int at = template.indexOf('$'); at >= 0; at = template.indexOf('$', at + 1)) {
            String name = groupAt(template, at);
            long number = number(name);
            boolean isKnown = number >= 0 ? number <= groups : pattern.pattern().contains("(?<" + name + ">");
            if (!name.isEmpty() && !isKnown) {
                return "$" + name;
            }
        }
        return null;
    }

    /** The name behind the dollar at {@code at}, in braces or as far as letters and digits go. */
    private static String groupAt(String template, int at) {
        int start = at + 1;
        int end = start;
        if (start < template.length() && template.charAt(start) == '{') {
            int brace = template.indexOf('}', start);
            return brace < 0 ? "" : template.substring(start + 1, brace);
        }
        while (end < template.length()
                && (Character.isLetterOrDigit(template.charAt(end)) || template.charAt(end) == '_')) {
            end++;
        }
        return template.substring(start, end);
    }

    private static String expanded(String template, Matcher matcher) {
        var text = new StringBuilder();
        for (int i = 0; i < template.length(); i++) {
            String name = template.charAt(i) == '$' ? groupAt(template, i) : "";
            if (name.isEmpty()) {
                text.append(template.charAt(i));
            } else {
                long number = number(name);
                String found = number >= 0 ? matcher.group((int) number) : matcher.group(name);
                text.append(found == null ? "" : found);
                i += name.length() + (template.startsWith("${", i) ? 2 : 0);
            }
        }
        return text.toString();
    }
}
