package nutshell.labs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nutshell.refusals.Refusal;

/** Plays the lines of a session in their order, as root or as a user. */
final class Theatre {

    /** Stands in a line for the program that was started last: its number is another one each time. */
    private static final Pattern NUMBER = Pattern.compile("\\bPID\\b");

    private static final Pattern STARTED = Pattern.compile("^\\[\\d+] (\\d+)$", Pattern.MULTILINE);

    private final Stage stage;
    private boolean asUser;
    private String started = "PID";

    Theatre(Stage stage) {
        this.stage = stage;
    }

    Played play(Play play) {
        if (play.asUser() && !asUser && stage.root()) {
            Stage.BECOME_USER.forEach(this::prepare);
        }
        asUser = play.asUser();
        Played played = stage.play(NUMBER.matcher(play.typed()).replaceAll(started));
        Matcher number = STARTED.matcher(played.output());
        if (number.find()) {
            started = number.group(1);
        }
        return played;
    }

    private void prepare(String line) {
        Played played = stage.play(line);
        played.refusal().ifPresent(how -> {
            throw Refusal.machine("'as user' is not possible here: " + played.told(), "nutshell doctor");
        });
    }

    /** Plays on where a line is refused only if it is the last. */
    List<Played> playAll(List<Play> plays) {
        List<Played> played = new ArrayList<>();
        for (Play play : plays) {
            if (!played.isEmpty() && played.get(played.size() - 1).refusal().isPresent()) {
                return played;
            }
            played.add(play(play));
        }
        return played;
    }
}
