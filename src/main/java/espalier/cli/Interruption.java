package espalier.cli;

/** What is still to be said or done when the user ends the program by ctrl-C, while this is open. */
final class Interruption implements AutoCloseable {
    private final Thread hook;

    private Interruption(Runnable last) {
        this.hook = new Thread(last, "interrupted");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    static Interruption tells(Runnable last) {
        return new Interruption(last);
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the program is ending, and this is being said
        }
    }
}
