# what podman run does for an ordinary user: ids of /etc/subuid, Podman's capabilities and filter
# Compare: nutshell inspect podman:NAME --against podman-rootless-like
rootfs busybox

# Root inside is the caller, the ids above it are those lent to the caller in /etc/subuid, through newuidmap.
clone user --map subids

# No time namespace, as with Podman.
unshare uts mnt pid net ipc cgroup
sethostname podman-like

# Targets without a first slash lie in the new root, in which pivot_root then leaves us.
chdir
mount -t tmpfs -o nosuid,noexec,mode=755,size=65536k tmpfs dev
mount -o bind,X-mount.mkdir /dev/null dev/null
mount -o bind,X-mount.mkdir /dev/zero dev/zero
mount -o bind,X-mount.mkdir /dev/full dev/full
mount -o bind,X-mount.mkdir /dev/random dev/random
mount -o bind,X-mount.mkdir /dev/urandom dev/urandom
mount -o bind,X-mount.mkdir /dev/tty dev/tty
# gid=5 is a group that subordinate ids have; with a single map it would be EINVAL.
mount -t devpts -o nosuid,noexec,newinstance,ptmxmode=0666,mode=0620,gid=5,X-mount.mkdir devpts dev/pts
mount -t mqueue -o nosuid,nodev,noexec,X-mount.mkdir mqueue dev/mqueue
mount -t tmpfs -o nosuid,nodev,noexec,mode=1777,size=64000k,X-mount.mkdir shm dev/shm
mount -t sysfs -o ro,nosuid,nodev,noexec sysfs sys
mount -t cgroup2 -o ro,nosuid,nodev,noexec,nofail cgroup sys/fs/cgroup
mount -t tmpfs -o ro,nofail tmpfs sys/firmware
mount -t tmpfs -o ro,nofail tmpfs sys/dev/block
pivot_root

mount -t proc -o nosuid,nodev,noexec proc /proc
# Read-only and masked as for root: the namespace alone keeps its root from writing there, and this keeps it from seeing.
mount -o bind,ro,nosuid,nodev,noexec,nofail /proc/bus /proc/bus
mount -o bind,ro,nosuid,nodev,noexec,nofail /proc/fs /proc/fs
mount -o bind,ro,nosuid,nodev,noexec,nofail /proc/irq /proc/irq
mount -o bind,ro,nosuid,nodev,noexec,nofail /proc/sys /proc/sys
mount -o bind,ro,nosuid,nodev,noexec,nofail /proc/sysrq-trigger /proc/sysrq-trigger
mount -o bind,nofail /dev/null /proc/kcore
mount -o bind,nofail /dev/null /proc/keys
mount -o bind,nofail /dev/null /proc/latency_stats
mount -o bind,nofail /dev/null /proc/timer_list
mount -o bind,nofail /dev/null /proc/timer_stats
mount -o bind,nofail /dev/null /proc/sched_debug
mount -t tmpfs -o ro,nofail tmpfs /proc/acpi
mount -t tmpfs -o ro,nofail tmpfs /proc/asound
mount -t tmpfs -o ro,nofail tmpfs /proc/scsi

# Eleven, three fewer than Docker's: no NET_RAW, MKNOD, AUDIT_WRITE. All count in this user namespace alone.
capabilities keep CAP_CHOWN CAP_DAC_OVERRIDE CAP_FOWNER CAP_FSETID CAP_KILL CAP_SETGID CAP_SETUID CAP_SETPCAP CAP_NET_BIND_SERVICE CAP_SYS_CHROOT CAP_SETFCAP

# Podman's profile lists much the same calls as Docker's.
seccomp load docker-default --at-exec
