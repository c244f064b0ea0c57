package espalier;

import espalier.tree.Scalar;
import org.jspecify.annotations.Nullable;

/** An entry of a cluster's {@link VersionFile}: the version of one image or chart. */
public final class Pin {
    private final boolean chart;
    private final String name;
    private final String component;
    private final Scalar value;
    private final @Nullable String digestUnknown;
    private final boolean optional;
    private final Origin origin;
    private boolean used;

    Pin(
            boolean chart,
            String name,
            String component,
            Scalar value,
            @Nullable String digestUnknown,
            boolean optional,
            Origin origin) {
        this.chart = chart;
        this.name = name;
        this.component = component;
        this.value = value;
        this.digestUnknown = digestUnknown;
        this.optional = optional;
        this.origin = origin;
    }

    /** Whether it is of a chart. */
    public boolean isChart() {
        return chart;
    }

    /** The repository of an image with its registry, or the address of a chart. */
    public String name() {
        return name;
    }

    /** The id of the only component that it is for; empty for all that no other entry is for. */
    public String component() {
        return component;
    }

    /** What is written for it: the whole image with the marker behind it, if it has one, or the version of a chart. */
    public Scalar value() {
        return value;
    }

    /** {@link #value()} as text. */
    public String text() {
        return value.text();
    }

    /** The policy by which Flux keeps it up to date; null where no marker names one. */
    public @Nullable ImageMarker marker() {
        return ImageMarker.of(value.comment());
    }

    /** Why its digest is not known, where the file says so. */
    public @Nullable String digestUnknown() {
        return digestUnknown;
    }

    /** Whether the file says of what it is for that the cluster need not have it. */
    public boolean isOptional() {
        return optional;
    }

    /** Its line. */
    public Origin origin() {
        return origin;
    }

    /** Whether a construct asked for it. */
    public boolean isUsed() {
        return used;
    }

    Pin use() {
        used = true;
        return this;
    }

    /** For people: {@code the chart oci://… for films}. */
    @Override
    public String toString() {
        return (chart ? "the chart " : "the image ") + name + (component.isEmpty() ? "" : " for " + component);
    }
}
