package nutshell.evidence.containers;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import nutshell.evidence.Facts;

/** What {@code --security-opt} of docker-run(1), or {@code security_opt} of a Compose file, was told. */
public record SecurityOptions(List<String> words) {

    public static SecurityOptions of(JsonNode words) {
        return new SecurityOptions(Facts.texts(words));
    }

    /** An option's effect, not its name: {@code no-new-privileges:false} asks for nothing. */
    public boolean noNewPrivileges() {
        return words.stream()
                .anyMatch(option -> option.equals("no-new-privileges")
                        || option.replace('=', ':').toLowerCase(Locale.ROOT).equals("no-new-privileges:true"));
    }

    /** What the profile of system calls does that was named, on this machine. */
    Optional<String> seccompProfile() {
        return last("(?s)seccomp[=:].*").map(option -> SeccompProfiles.effectHere(option.substring(8)));
    }

    /** What was asked of AppArmor or SELinux. */
    Optional<String> lsm() {
        return last("(apparmor|label)[=:].*");
    }

    /** Whether the engine's masks over /proc and /sys were asked away. */
    boolean openSystemPaths() {
        return words.stream().anyMatch(option -> option.matches("(systempaths=unconfined|unmask[=:]all)"));
    }

    /** Of a profile that is named twice, the later holds. */
    private Optional<String> last(String form) {
        return words.stream().filter(option -> option.matches(form)).reduce((first, last) -> last);
    }
}
