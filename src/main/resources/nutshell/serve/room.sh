# A room for one attendee on this machine: read-only programs, a small disk in memory, and namespaces of their own, all of
# which belong to a user namespace in which they are root and outside of which they are nobody. Run by root, as a session
# leader; becomes the attendee's shell. Read it in order, after limits.sh; each part needs what the one before it has made.
set -eu
tty=$1 room=$2 state=$3 told=$4 base=$5 group=$6 home=$7 java=$8 memory=$9
shift 9 # what is left is the shell

exec <>"$tty" >&0 2>&1

# Limits first, so that whatever comes of this is under them.
bound "$group" 400 "$memory" 1
leaf=
if [ -n "$tree" ]; then
    # What is below is theirs to divide; the limits above are not.
    mkdir -p "$tree/theirs/shell"
    echo '+cpu +memory +pids' >"$tree/cgroup.subtree_control"
    echo 0 >"$tree/theirs/cgroup.procs"
    for level in "$tree/theirs" "$tree/theirs/shell"; do
        chown "$base:$base" "$level" "$level/cgroup.procs" "$level/cgroup.subtree_control"
    done
    leaf=$tree/theirs/shell # a group that divides has no processes of its own
fi

# The files: everything that can be written lies in memory and has an end.
mount -t tmpfs -o "size=96m,nr_inodes=20k,mode=755,uid=$base,gid=$base" room "$room"
cd "$room"
mkdir old proc sys new
cd new
mkdir -p old usr etc dev proc sys tmp run root/.local/state var/tmp mnt
for link in bin sbin lib lib32 lib64 libx32; do
    if [ -L /$link ]; then cp -P /$link $link; elif [ -d /$link ]; then mkdir $link && mount --bind -o ro /$link $link; fi
done
for part in /usr /etc "$java" "$home"; do
    mkdir -p ".$part"
    mount --bind "$part" ".$part"
    mount -o remount,bind,ro,nosuid,nodev ".$part"
done
mkdir -p run/workshop
mount --bind "$told" run/workshop
mount -o remount,bind,ro,nosuid,nodev,noexec run/workshop
mount --bind "$state" root/.local/state
mkdir dev/pts dev/shm
for node in null zero full random urandom tty; do
    : >dev/$node
    mount --bind /dev/$node dev/$node
done
ln -s pts/ptmx dev/ptmx
ln -s /proc/self/fd dev/fd
ln -s /proc/self/fd/0 dev/stdin
ln -s /proc/self/fd/1 dev/stdout
ln -s /proc/self/fd/2 dev/stderr
chown "$base:$base" . ./* root/.local root/.local/state run/* var/tmp dev/pts dev/shm 2>/dev/null || :
chmod 1777 tmp var/tmp dev/shm
cd ..
for part in usr dev bin sbin lib lib32 lib64 libx32; do # for the few programs that are still to be run out here
    [ ! -e new/$part ] || ln -s new/$part $part
done

# The host's root goes before anybody is inside; /proc and /sys stay beside the new root for one moment, since who is
# root in a user namespace only may mount what is in sight already.
mount --rbind /proc proc
mount --rbind /sys sys
pivot_root . old
cd /

# The user namespace is made by a process that does nothing else, so that its map is there before anybody uses it.
unshare --user sleep 60 </dev/null >/dev/null 2>&1 &
holder=$!
while ! echo "0 $base 65536" >/proc/$holder/uid_map; do sleep 0.01; done 2>/dev/null
echo "0 $base 65536" >/proc/$holder/gid_map
[ -z "$leaf" ] || echo $holder >"$leaf/cgroup.procs"
umount -l old

# shellcheck disable=SC2016 # expanded inside
inside='
set -eu
mount --rbind /new /new
mount -t proc -o nosuid,nodev,noexec proc /new/proc
mount -t sysfs -o ro,nosuid,nodev,noexec sys /new/sys
mount -t devpts -o nosuid,noexec,newinstance,ptmxmode=666,mode=620,max=64 pts /new/dev/pts
if grep -qs memory /sys/fs/cgroup/cgroup.controllers; then
    mount -t cgroup2 -o nosuid,nodev,noexec cgroup /new/sys/fs/cgroup
fi
cd /new
pivot_root . old
umount -l old
cd /root
rmdir /old 2>/dev/null || :
ip link set lo up
hostname "$HOSTNAME"
'
# A terminal of the room'\''s own, whose programs know its name and can control their jobs.
inside="$inside"'exec script -qefc "exec $*" /dev/null'
exec nsenter --target $holder --user -- env -i HOME=/root PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    LANG=C.UTF-8 TERM=xterm-256color COLORTERM=truecolor SHELL=/bin/sh HOSTNAME=lab JAVA_HOME="$java" NUTSHELL_AS_BUILT=1 \
    NUTSHELL_WORKSHOP=/run/workshop NUTSHELL_CONTAINER="${NUTSHELL_CONTAINER-}" \
    unshare --cgroup sh -c '[ -z "$0" ] || echo 0 >"$0/cgroup.procs"; kill "$1" 2>/dev/null; shift; exec "$@"' "$leaf" $holder \
    unshare --mount --pid --ipc --uts --net --fork --kill-child sh -c "$inside" room "$@"
