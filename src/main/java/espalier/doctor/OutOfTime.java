package espalier.doctor;

/** The time that a person gave was not enough to ask everything. */
public final class OutOfTime extends NoAnswer {
    private static final long serialVersionUID = 1L;

    public OutOfTime(String message) {
        super(message);
    }
}
