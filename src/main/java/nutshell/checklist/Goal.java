package nutshell.checklist;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What somebody wants to keep safe, or is: sets the order of questions. */
public enum Goal {
    INTERNET_FACING("strangers on the internet reach what runs here"),
    DATA("what it keeps is worth stealing, or would hurt people if it were"),
    MULTI_TENANT("people or customers who do not trust each other share it"),
    BUILDS("it builds or ships software that others will run"),
    UPTIME("somebody notices within minutes when it stops"),
    COMPLIANCE("somebody will ask for proof"),
    FEW_PEOPLE("few people look after it, and not all day");

    private final String says;

    Goal(String says) {
        this.says = says;
    }

    public String says() {
        return says;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<Goal> of(String word) {
        return Arrays.stream(values()).filter(goal -> goal.word().equals(word)).findFirst();
    }
}
