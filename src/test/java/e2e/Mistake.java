package e2e;

import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Scalar;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A way to get one value of an object wrong. */
enum Mistake {
    /** {@code imagePullPolciy} */
    FIELD_MISSPELT {
        @Override
        boolean make(Mapping object, Site site) {
            if (!site.isNamedByItsField()) {
                return false;
            }
            Value value = site.value(object);
            ((Mapping) site.parent(object)).remove(site.key());
            ((Mapping) site.parent(object)).put(site.key() + "x", value);
            return true;
        }
    },
    FIELD_MISSING {
        @Override
        boolean make(Mapping object, Site site) {
            if (!site.isNamedByItsField()) {
                return false;
            }
            ((Mapping) site.parent(object)).remove(site.key());
            return true;
        }
    },
    OTHER_TYPE {
        @Override
        @Nullable
        Value wrong(Value value, Site site) {
            boolean isText = value instanceof Leaf leaf && leaf.isString();
            return isText ? Scalar.of(7) : Scalar.of("some text");
        }
    },
    MAPPING_FOR_LIST {
        @Override
        @Nullable
        Value wrong(Value value, Site site) {
            return value instanceof Sequence list && list.size() > 0 ? list.get(0) : null;
        }
    },
    EMPTY {
        @Override
        @Nullable
        Value wrong(Value value, Site site) {
            return value instanceof Leaf leaf && leaf.isString() ? Scalar.of("") : null;
        }
    },
    NEGATIVE {
        @Override
        @Nullable
        Value wrong(Value value, Site site) {
            return isNumber(value) ? Scalar.of(-1) : null;
        }
    },
    TOO_GREAT {
        @Override
        @Nullable
        Value wrong(Value value, Site site) {
            return isNumber(value) ? Scalar.of(70_000) : null;
        }
    },
    QUANTITY {
        @Override
        @Nullable
        Value wrong(Value value, Site site) {
            boolean amount = Set.of("limits", "requests").contains(site.above())
                    || site.field().equals("sizeLimit");
            return amount ? Scalar.of("12 Gigs") : null;
        }
    },
    NAME {
        @Override
        @Nullable
        Value wrong(Value value, Site site) {
            boolean names = site.field().equals("name") || site.field().endsWith("Name");
            return names && value instanceof Leaf ? Scalar.of("Not_A name") : null;
        }
    },
    LONG_NAME {
        @Override
        @Nullable
        Value wrong(Value value, Site site) {
            boolean names = site.field().equals("name") || site.field().endsWith("Name");
            return names && value instanceof Leaf ? Scalar.of("a-very-long-name".repeat(20)) : null;
        }
    },
    LABEL {
        @Override
        @Nullable
        Value wrong(Value value, Site site) {
            return isLabel(site) ? Scalar.of("not a label!") : null;
        }
    },
    LABEL_KEY {
        @Override
        boolean make(Mapping object, Site site) {
            if (isLabel(site)) {
                ((Mapping) site.parent(object)).put("not/a/key", "x");
            }
            return isLabel(site);
        }
    },
    /** Of words that are written with a capital, the API takes a few only. */
    CHOICE {
        @Override
        @Nullable
        Value wrong(Value value, Site site) {
            boolean word = value instanceof Leaf leaf
                    && leaf.isString()
                    && WORD.matcher(leaf.text()).matches();
            return word && !site.pattern().endsWith("*") ? Scalar.of("Sometimes") : null;
        }
    },
    DURATION {
        @Override
        @Nullable
        Value wrong(Value value, Site site) {
            boolean duration = value instanceof Leaf leaf
                    && DURATION_TEXT.matcher(leaf.text()).matches();
            return duration ? Scalar.of("10 minutes") : null;
        }
    },
    PATH {
        @Override
        @Nullable
        Value wrong(Value value, Site site) {
            boolean path = value instanceof Leaf leaf
                    && leaf.text().startsWith("/")
                    && site.field().endsWith("ath");
            return path ? Scalar.of("../a:b") : null;
        }
    },
    NETWORK {
        @Override
        @Nullable
        Value wrong(Value value, Site site) {
            boolean network = value instanceof Leaf leaf
                    && NETWORK_TEXT.matcher(leaf.text()).matches();
            return network ? Scalar.of("10.0.0.300/99") : null;
        }
    },
    SCHEDULE {
        @Override
        @Nullable
        Value wrong(Value value, Site site) {
            return site.field().equals("schedule") ? Scalar.of("every day") : null;
        }
    },
    URL {
        @Override
        @Nullable
        Value wrong(Value value, Site site) {
            return site.field().equals("url") ? Scalar.of("somewhere") : null;
        }
    },
    TWICE {
        @Override
        boolean make(Mapping object, Site site) {
            if (!(site.value(object) instanceof Sequence list) || !(list.get(0) instanceof Mapping)) {
                return false;
            }
            list.add(list.get(0).copy());
            return true;
        }
    },
    /** Two ways where there is to be one. */
    ONE_MORE {
        @Override
        boolean make(Mapping object, Site site) {
            if (!(site.value(object) instanceof Mapping mapping)) {
                return false;
            }
            List<String> others = switch (site.field()) {
                case "readinessProbe", "livenessProbe", "startupProbe" -> List.of("tcpSocket", "httpGet");
                case "volumes" -> List.of("emptyDir", "configMap");
                case "valueFrom" -> List.of("fieldRef", "secretKeyRef");
                default -> List.of();
            };
            for (String other : others) {
                if (!mapping.has(other)) {
                    mapping.put(other, other(other));
                    return true;
                }
            }
            return false;
        }

        private Mapping other(String field) {
            return switch (field) {
                case "tcpSocket", "httpGet" -> Mapping.of("port", 80);
                case "configMap" -> Mapping.of("name", "x");
                case "fieldRef" -> Mapping.of("fieldPath", "metadata.name");
                case "secretKeyRef" -> Mapping.of("name", "x").put("key", "y");
                default -> new Mapping();
            };
        }
    };

    private static final Pattern WORD = Pattern.compile("[A-Z][A-Za-z]+");
    private static final Pattern DURATION_TEXT = Pattern.compile("\\d+(ms|s|m|h)(\\d+(s|m))?");
    private static final Pattern NETWORK_TEXT = Pattern.compile("\\d+\\.\\d+\\.\\d+\\.\\d+(/\\d+)?");

    /** Makes the mistake in {@code object}; gives false, and changes nothing, where it cannot be made. */
    boolean make(Mapping object, Site site) {
        Value value = wrong(site.value(object), site);
        if (value != null) {
            site.replace(object, value);
        }
        return value != null;
    }

    /** What to put in the place of {@code value}, or null. */
    @Nullable
    Value wrong(Value value, Site site) {
        return null;
    }

    private static boolean isNumber(Value value) {
        return value instanceof Leaf leaf && !leaf.isString() && leaf.text().matches("-?\\d+");
    }

    private static boolean isLabel(Site site) {
        return site.pattern().endsWith("*")
                && Set.of("labels", "matchLabels", "selector", "nodeSelector").contains(site.above());
    }

    /** In words: {@code field misspelt}. */
    String words() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
