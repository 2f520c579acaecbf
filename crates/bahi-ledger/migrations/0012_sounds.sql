-- People named in one script are found by others' names in another. The program enters their keys, which begin with a tilde;
-- what reports in one script tell of is as it was.

DELETE FROM name_key WHERE key >= '~';
